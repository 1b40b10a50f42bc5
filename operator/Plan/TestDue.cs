using Operator.Resource;

namespace Operator.Plan;

/// <summary>Whether the outside has to be asked, or the verdict kept in the status still speaks of this very spec and these tokens.</summary>
internal abstract record TestDue
{
    private TestDue()
    {
    }

    internal sealed record Test : TestDue;

    internal sealed record TakeOver(ConnectionSeen Connection, OpenMetadataSeen OpenMetadata, IReadOnlyDictionary<string, FilterSeen> Filters) : TestDue;

    /// <param name="hostUrl">The account's URL, whether it was given as url or as region.</param>
    /// <param name="runFailed">A run has failed that the status does not know yet: the container cannot tell why, the test can.</param>
    public static TestDue Decide(DbtCloudIngestion ingestion, string? dbtRevision, string? botRevision, string hostUrl, DateTimeOffset now, bool runFailed = false)
    {
        var kept = ingestion.Status?.Connection;
        var connection = Recall.Connection(ingestion);
        var speaksOfThis = kept is not null && dbtRevision is not null
            && kept.Url == hostUrl && kept.SecretRevision == dbtRevision && kept.OpenMetadataSecretRevision == botRevision
            && Recall.ConditionOf(ingestion, ConditionTypes.ConnectionVerified)?.ObservedGeneration == ingestion.Metadata.Generation;

        return speaksOfThis && IsFresh(ingestion, connection, now) && !runFailed && !Requests.IsUnhandled(ingestion)
            ? new TakeOver(connection, Recall.OpenMetadata(ingestion), Recall.Filters(ingestion))
            : new Test();
    }

    private static bool IsFresh(DbtCloudIngestion ingestion, ConnectionSeen connection, DateTimeOffset now)
    {
        var isVerdict = connection.Reason is { Status: not ConditionStatus.Unknown }
            && connection.Checks.All(check => check.Result is CheckResults.Passed or CheckResults.Failed or CheckResults.Skipped);
        return isVerdict && connection.TestedAt is { } testedAt
            && now - testedAt < Timing.VerdictLifetime(ingestion, connection.Reason!.Holds);
    }
}
