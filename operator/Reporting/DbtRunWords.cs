using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>Which run of dbt Cloud an ingestion was about, as a sentence to go behind another.</summary>
internal static class DbtRunWords
{
    /// <summary>Empty where nobody knows, and where the message names the run already. What is inferred is no news of a run that may have read nothing.</summary>
    public static string After(string message, RunStatus ended) => ended.DbtRun switch
    {
        { Id: { } id } when message.Contains($"run {id}", StringComparison.Ordinal) => "",
        { Id: { } id, Source: DbtRunSources.Pinned } run => Sentence("It read", id, run),
        { Id: { } id } run when Runs.HasArrived(ended) => Sentence("It probably read", id, run),
        _ => "",
    };

    private static string Sentence(string verb, string id, DbtRunStatus run) => $" {verb} dbt run {id}{Details(run)}{TestsOf(run.TestsFrom)}.";

    private static string Details(DbtRunStatus run)
    {
        string?[] known =
        [
            run.JobId is { } job ? $"job {job}" : null,
            run.Status,
            run.FinishedAt is { } end ? $"finished {KubernetesTime.Text(end)}" : null,
        ];
        var told = string.Join(", ", known.OfType<string>());
        return told.Length == 0 ? "" : $" ({told})";
    }

    private static string TestsOf(TestsFromStatus? tests) =>
        tests?.Id is { } id ? $" with the test results of run {id}{(tests.Status is { } status ? $" ({status})" : "")}" : "";
}
