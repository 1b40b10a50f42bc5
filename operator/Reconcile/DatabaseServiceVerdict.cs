using Operator.OpenMetadata;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>Whether the database service is one whose tables dbt's models can find. The worst comes first.</summary>
internal static class DatabaseServiceVerdict
{
    private const int MostNames = 5;

    /// <param name="adapters">What dbt writes to, as its manifests say; empty where none was read.</param>
    /// <param name="isOwn">Whether a pipeline belongs to a DbtCloudIngestion.</param>
    /// <param name="last">The check as the status has it.</param>
    public static CheckSeen Of(
        ServiceFacts facts, string service, IReadOnlyCollection<string> adapters, Predicate<DbtPipeline> isOwn, CheckSeen? last, OpenMetadataServer server) => facts switch
        {
            ServiceFacts.NotTold { Why: OpenMetadataFailure.Refused } => new CheckSeen(CheckNames.DatabaseService, CheckResults.Skipped),
            ServiceFacts.NotTold { Why: var why } => OpenMetadataVerdicts.Check(CheckNames.DatabaseService, why, server),
            ServiceFacts.Missing missing => Failed(OpenMetadataVerified.DatabaseServiceNotFound, NotFound(service, missing.Others)),
            ServiceFacts.Found { Type: { } type } when Mismatch(service, type, adapters, last) is { } message => Failed(OpenMetadataVerified.AdapterMismatch, message),
            ServiceFacts.Found { HasTables: false } => Failed(OpenMetadataVerified.NothingIngestedYet, $"the database service \"{service}\" has no table yet, so dbt's models match nothing; run its metadata ingestion in OpenMetadata first"),
            ServiceFacts.Found found when found.Pipelines.Where(pipeline => !isOwn(pipeline)).ToList() is { Count: > 0 } others =>
                new CheckSeen(CheckNames.DatabaseService, CheckResults.Warning, OpenMetadataVerified.DuplicatePipeline, Duplicate(service, others)),
            _ => new CheckSeen(CheckNames.DatabaseService, CheckResults.Passed, OpenMetadataVerified.Verified),
        };

    /// <summary>While no adapter is known, an earlier mismatch of the same service holds.</summary>
    private static string? Mismatch(string service, string type, IReadOnlyCollection<string> adapters, CheckSeen? last)
    {
        var beginning = $"the database service \"{service}\" is of type {type}, but dbt writes to ";
        var misfits = adapters.Where(adapter => Adapters.Fits(adapter, type) == false).Distinct().Order(StringComparer.Ordinal).ToList();
        if (misfits.Count > 0)
        {
            return $"{beginning}{string.Join(" and ", misfits)}: no table would match; name the service of dbt's warehouse in openMetadata.databaseService";
        }

        return adapters.Count == 0 && last?.Reason == OpenMetadataVerified.AdapterMismatch && last.Message.StartsWith(beginning, StringComparison.Ordinal) ? last.Message : null;
    }

    private static string NotFound(string service, IReadOnlyList<string>? others) => others switch
    {
        null => $"OpenMetadata has no database service \"{service}\"; correct openMetadata.databaseService",
        [] => $"OpenMetadata has no database service \"{service}\", nor any other; create it there, and run its metadata ingestion first",
        _ => $"OpenMetadata has no database service \"{service}\"; correct openMetadata.databaseService: there is {Quoted(NearNames.To(service, others))}",
    };

    private static string Duplicate(string service, IReadOnlyList<DbtPipeline> others) =>
        $"other dbt pipelines write to the database service \"{service}\": {Quoted(Sample(others))}; disable or delete them in OpenMetadata, so that they do not overwrite what this ingestion brings";

    private static IReadOnlyList<string> Sample(IReadOnlyList<DbtPipeline> others) =>
        [.. others.Select(pipeline => pipeline.FullName).Where(name => !name.Any(char.IsControl)).Order(StringComparer.Ordinal).Take(MostNames)];

    private static string Quoted(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static CheckSeen Failed(Reason reason, string message) => new(CheckNames.DatabaseService, CheckResults.Failed, reason, message);
}
