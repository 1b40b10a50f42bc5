using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.DbtCloud;

namespace Operator.Hosting.Verbs;

/// <summary>What was found, in each form in which it can be printed; or why nothing was.</summary>
internal sealed record Listed
{
    public DbtCloudFailure? Trouble { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What has no place in an ingestion, and why.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public Func<string> Table { get; init; } = () => "";

    public Func<string> Json { get; init; } = () => "[]";

    public Func<JsonObject> Yaml { get; init; } = () => [];

    public static Listed Failed(DbtCloudFailure why) => new() { Trouble = why };

    public static Listed Accounts(IReadOnlyList<ListedAccount> accounts, string url) => new()
    {
        Table = () => Columns.Of(["ID", "NAME", "PLAN", "STATE"], accounts.Select(one => new[] { one.Id, one.Name, one.Plan, one.State })),
        Json = () => JsonSerializer.Serialize(accounts, ReadableJson.Of.IReadOnlyListListedAccount),
        Yaml = () => accounts is [var first, ..] ? new JsonObject { ["account"] = new JsonObject { ["id"] = first.Id, ["url"] = url, ["tokenSecretRef"] = new JsonObject { ["name"] = "dbt-cloud" } } } : [],
        LeftOut = [.. accounts.Skip(1).Select(one => $"account {one.Id} is left out: an ingestion has one account")],
    };

    public static Listed Projects(IReadOnlyList<ListedProject> projects, IReadOnlyList<string> notes) => new()
    {
        Notes = notes,
        Table = () => Columns.Of(["ID", "NAME", "DOCS JOB"], projects.Select(one => new[] { one.Id, one.Name, one.DocsJobId ?? "-" })),
        Json = () => JsonSerializer.Serialize(projects, ReadableJson.Of.IReadOnlyListListedProject),
        Yaml = () => FilterYaml.Of(projects.Select(one => new FilterYaml(one.Name, one.Id, null, false))),
    };

    public static Listed Jobs(IReadOnlyList<ListedJob> jobs, IReadOnlyList<string> notes) => new()
    {
        Notes = notes,
        Table = () => Columns.Of(
            ["ID", "NAME", "PROJECT", "SCHEDULE (UTC)", "LAST RUN", "DOCS"],
            jobs.Select(one => new[] { one.Id, one.Name, $"{one.ProjectId} {one.Project}".Trim(), one.Schedule ?? "-", one.LastRun is { } run ? $"{run.Status} {run.FinishedAt}" : "-", one.Docs ? "yes" : "no" })),
        Json = () => JsonSerializer.Serialize(jobs, ReadableJson.Of.IReadOnlyListListedJob),
        Yaml = () => FilterYaml.Of(jobs.Where(one => one.WhyNot is null).Select(one => new FilterYaml(one.Name, one.ProjectId, one.Id, one.Schedule is not null))),
        LeftOut = [.. jobs.Where(one => one.WhyNot is not null).Select(one => $"job {one.Id} is left out: {one.WhyNot}")],
    };
}

internal sealed record ListedAccount(string Id, string Name, string Plan, string State);

internal sealed record ListedProject(string Id, string Name, string? DocsJobId);

/// <param name="Docs">Whether the job leaves a catalog, from which columns get their types.</param>
/// <param name="WhyNot">Why the job should not be ingested; null where it may.</param>
internal sealed record ListedJob(string Id, string Name, string? ProjectId, string? Project, string? Schedule, ListedRun? LastRun, bool Docs, string? WhyNot);

internal sealed record ListedRun(string Id, string Status, string? FinishedAt);
