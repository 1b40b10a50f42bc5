using Operator.Resource;

namespace Operator.Plan;

/// <summary>Whether the outside has to be asked, or the verdict kept in the status still speaks of this very spec and these tokens.</summary>
internal abstract record TestDue
{
    private TestDue()
    {
    }

    /// <param name="Kept">What the status says of this very spec and these tokens, too old though it is; null where it says nothing.</param>
    /// <param name="IsRoutine">Nothing has changed but the time: nobody waits for the result.</param>
    internal sealed record Test(TakeOver? Kept, bool IsRoutine) : TestDue;

    internal sealed record TakeOver(ConnectionSeen Connection, OpenMetadataSeen OpenMetadata, IReadOnlyDictionary<string, FilterSeen> Filters) : TestDue;

    /// <param name="hostUrl">The account's URL, whether it was given as url or as region.</param>
    public static TestDue Decide(DbtCloudIngestion ingestion, string? dbtRevision, string? botRevision, string hostUrl, DateTimeOffset now)
    {
        var kept = ingestion.Status?.Connection;
        var connection = Recall.Connection(ingestion);
        var speaksOfThis = kept is not null && dbtRevision is not null
            && kept.Url == hostUrl && kept.SecretRevision == dbtRevision && kept.OpenMetadataSecretRevision == botRevision
            && Recall.ConditionOf(ingestion, ConditionTypes.ConnectionVerified)?.ObservedGeneration == ingestion.Metadata.Generation;

        var keeps = speaksOfThis ? new TakeOver(connection, Recall.OpenMetadata(ingestion), Recall.Filters(ingestion)) : null;
        var isAsked = Requests.IsUnhandled(ingestion);
        return keeps is not null && IsFresh(ingestion, connection, now) && !isAsked ? keeps : new Test(keeps, keeps is not null && IsVerdict(connection) && !isAsked);
    }

    private static bool IsVerdict(ConnectionSeen connection) =>
        connection.Reason is { Status: not ConditionStatus.Unknown } && connection.TestedAt is not null;

    private static bool IsFresh(DbtCloudIngestion ingestion, ConnectionSeen connection, DateTimeOffset now) =>
        IsVerdict(connection)
        && connection.Checks.All(check => check.Result is CheckResults.Passed or CheckResults.Failed or CheckResults.Skipped)
        && now - connection.TestedAt < Timing.VerdictLifetime(ingestion, connection.Reason!.Holds);
}
