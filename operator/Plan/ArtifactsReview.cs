using Operator.Resource;
using static Operator.Resource.Reasons.RecentRunFound;

namespace Operator.Plan;

/// <summary>Judges what a run left by what the ingestion's version makes of it. The commands of a job are not repeated in messages: they may hold secrets.</summary>
internal static class ArtifactsReview
{
    private const string Cure = "let dbt test or dbt build be the last step that compiles: put dbt docs generate before it, or give it --no-compile; or set artifacts.mode to Staged";

    /// <summary>Where the ingestion asks dbt Cloud itself.</summary>
    /// <param name="image">The ingestion's image; null while it is not known.</param>
    public static CheckSeen Of(RunLeft left, string? image) =>
        WithoutManifest(left) ?? Incomplete(left, bringsCatalog: false) ?? Results(left, IngestionImage.VersionOf(image)) ?? new CheckSeen(CheckNames.Artifacts, CheckResults.Passed);

    /// <summary>Where an init container fetches the results of each step, so that their order does not matter.</summary>
    /// <param name="bringsCatalog">Another job's run has the catalog.</param>
    public static CheckSeen OfStaged(RunLeft left, bool bringsCatalog) =>
        WithoutManifest(left) ?? Incomplete(left, bringsCatalog)
        ?? (left.Commands.Any(command => DbtCommand.ResultsOf(command) is Plan.Results.OfTests)
            ? new CheckSeen(CheckNames.Artifacts, CheckResults.Passed)
            : Check(CheckResults.Warning, TestResultsMissing, $"no step of run {left.Run.Id} runs tests, so no test result arrives; add dbt test to {Job(left)}"));

    private static CheckSeen? WithoutManifest(RunLeft left) => left.Files.Contains(StagedFiles.Manifest)
        ? null
        : Check(CheckResults.Failed, ArtifactsMissing, $"run {left.Run.Id} has no manifest.json, and without it every ingestion fails; add dbt build (or dbt run) to {Job(left)}");

    private static CheckSeen? Incomplete(RunLeft left, bool bringsCatalog) => Missing(left, bringsCatalog) is { Count: > 0 } missing
        ? Check(CheckResults.Warning, ArtifactsMissing, $"run {left.Run.Id} {string.Join("; it ", missing)}")
        : null;

    private static List<string> Missing(RunLeft left, bool bringsCatalog)
    {
        var missing = new List<string>();
        if (!left.Files.Contains(StagedFiles.RunResults))
        {
            missing.Add($"has no run_results.json, so no test result arrives; add dbt test to {Job(left)}");
        }

        if (!bringsCatalog && !left.Files.Contains(StagedFiles.Catalog))
        {
            missing.Add($"has no catalog.json, so the types of columns stay unknown; add dbt docs generate to {Job(left)}");
        }

        return missing;
    }

    /// <summary>From version 2.0 on the ingestion asks for the results of each step; before it takes those that the last step left.</summary>
    private static CheckSeen? Results(RunLeft left, (int Major, int Minor)? version)
    {
        var results = left.Commands.Select(DbtCommand.ResultsOf).Where(results => results is not Plan.Results.Untouched).ToList();
        var counts = version?.Major >= 2 && results.Contains(Plan.Results.OfTests) ? Plan.Results.OfTests : results.LastOrDefault();
        return counts switch
        {
            Plan.Results.OfCompiling when version is { } old && old.CompareTo((1, 12)) <= 0 =>
                Check(CheckResults.Warning, TestResultsUnreliable, $"the last results of run {left.Run.Id} come from a step that only compiles, and version {old.Major}.{old.Minor} of the ingestion shows failed tests as passed; {Cure}"),
            Plan.Results.OfCompiling =>
                Check(CheckResults.Warning, TestResultsMissing, $"the last results of run {left.Run.Id} come from a step that only compiles, so no test result arrives; {Cure}"),
            Plan.Results.WithoutTests =>
                Check(CheckResults.Warning, TestResultsMissing, $"the last results of run {left.Run.Id} are not those of tests, so no test result arrives; add dbt test to {Job(left)}, behind the steps that build"),
            Plan.Results.OfTests when version is { Major: 1, Minor: 13 } =>
                Check(CheckResults.Warning, TestResultsMissing, $"version 1.13 of the ingestion drops the results of tests that pass, since dbt gives them no message; set artifacts.mode to Staged, which fills them in"),
            _ => null,
        };
    }

    private static CheckSeen Check(string result, Reason reason, string message) => new(CheckNames.Artifacts, result, reason, message);

    private static string Job(RunLeft left) => left.Run.JobId is { } job ? $"job {job}" : "the job";
}
