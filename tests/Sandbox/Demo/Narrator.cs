using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>Tells what has changed since it was last asked: each fact once, as one line.</summary>
internal sealed class Narrator
{
    private readonly Dictionary<string, string> told = [];

    public IReadOnlyList<string> Tell(JsonObject? ingestion, IReadOnlyList<JsonObject> cronJobs, IReadOnlyList<JsonObject> jobs) =>
        [.. Checks(ingestion).Concat(CronJobs(cronJobs)).Concat(Conditions(ingestion)).Concat(Jobs(jobs)).Concat(Rows(ingestion)).Where(News).Select(fact => fact.Line)];

    private bool News((string Key, string Line) fact)
    {
        if (told.TryGetValue(fact.Key, out var before) && before == fact.Line)
        {
            return false;
        }

        told[fact.Key] = fact.Line;
        return true;
    }

    private static IEnumerable<(string Key, string Line)> Checks(JsonObject? ingestion) =>
        ingestion.Items("status", "connection", "checks").Select(check =>
            ($"check {check.Text("name")}", $"check      {Mark(check.Text("result"))} {check.Text("name")}{Because(check.Text("message"))}"));

    private static IEnumerable<(string Key, string Line)> CronJobs(IReadOnlyList<JsonObject> cronJobs) =>
        cronJobs.OrderBy(item => item.NameOf(), StringComparer.Ordinal).Select(item =>
            ($"cronjob {item.NameOf()}", $"cronjob    {item.NameOf()}  \"{item.Text("spec", "schedule")}\"  {item.At("spec", "jobTemplate", "spec", "template").Items("spec", "containers").First().Text("image")}"));

    private static IEnumerable<(string Key, string Line)> Conditions(JsonObject? ingestion) =>
        ingestion.Items("status", "conditions").Select(condition =>
            ($"condition {condition.Text("type")}", $"condition  {condition.Text("type")}={condition.Text("status")} {condition.Text("reason")}"));

    private static IEnumerable<(string Key, string Line)> Jobs(IReadOnlyList<JsonObject> jobs) =>
        jobs.Select(job => ($"job {job.UidOf()}", $"run        {job.NameOf()} {State(job)}"));

    private static IEnumerable<(string Key, string Line)> Rows(JsonObject? ingestion) =>
        from filter in ingestion.Items("status", "ingestions")
        from row in filter.Items("verification", "checks")
        select ($"row {filter.Text("filter")} {row.Text("name")}", $"verified   {Mark(row.Text("result"))} {row.Text("name")}{Because(row.Text("message"))}");

    private static string State(JsonObject job) =>
        JobConditions.Succeeded(job) ? "finished"
        : JobConditions.IsFinished(job) ? "failed"
        : job.Number("status", "ready") > 0 ? "is running"
        : "is starting";

    private static string Mark(string? result) => result switch
    {
        "Passed" => "✓",
        "Warning" => "!",
        "Failed" => "✗",
        _ => "·",
    };

    private static string Because(string? message) => string.IsNullOrEmpty(message) ? "" : ": " + message;
}
