using Operator.Resource;

namespace Operator.Reporting;

/// <summary>Which run of dbt Cloud an ingestion was about, as a sentence to go behind another.</summary>
internal static class DbtRunWords
{
    /// <summary>Empty where nobody knows, and where the message names the run already.</summary>
    public static string After(string message, DbtRunStatus? run) => run switch
    {
        { Id: { } id } when !message.Contains($"run {id}", StringComparison.Ordinal) => $" {Verb(run)} dbt run {id}{Details(run)}{TestsOf(run.TestsFrom)}.",
        _ => "",
    };

    private static string Verb(DbtRunStatus run) => run.Source == DbtRunSources.Inferred ? "It probably read" : "It read";

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
