using Operator.Resource;

namespace Operator.Plan;

/// <summary>Whether the outside has to be asked, or the verdict kept in the status still speaks of this account, these filters and these tokens.</summary>
internal abstract record TestDue
{
    private TestDue()
    {
    }

    /// <param name="Kept">What the status says of the same spec (as far as it is tested) and tokens, too old though it is; null where it says nothing.</param>
    /// <param name="IsRoutine">Nothing has changed but the time: nobody waits for the result.</param>
    internal sealed record Test(TakeOver? Kept, bool IsRoutine) : TestDue;

    internal sealed record TakeOver(ConnectionSeen Connection, OpenMetadataSeen OpenMetadata, IReadOnlyDictionary<string, FilterSeen> Filters) : TestDue;

    /// <summary>Something is wrong on OpenMetadata's side, and it is time to look whether it still is; dbt Cloud's verdict is fresh.</summary>
    internal sealed record OpenMetadataAlone(ConnectionSeen Connection, IReadOnlyDictionary<string, FilterSeen> Filters) : TestDue;

    /// <param name="hostUrl">The account's URL, whether it was given as url or as region.</param>
    /// <param name="openMetadataAskedAt">When OpenMetadata was last asked about what is wrong there; null where that is not known.</param>
    /// <param name="caBundleRevision">Of the CA bundle that the spec names; null where it names none, or there is none.</param>
    /// <param name="runFailed">A run has failed that the status does not know yet: the container cannot tell why, the test can.</param>
    public static TestDue Decide(
        DbtCloudIngestion ingestion, string? dbtRevision, string? botRevision, string hostUrl, DateTimeOffset? openMetadataAskedAt, DateTimeOffset now, bool runFailed = false, string? caBundleRevision = null)
    {
        var kept = ingestion.Status?.Connection;
        var connection = Recall.Connection(ingestion);
        var speaksOfThis = kept is not null && dbtRevision is not null
            && kept.Url == hostUrl && kept.SecretRevision == dbtRevision && kept.OpenMetadataSecretRevision == botRevision
            && kept.TestedSpec == TestedSpec.DigestOf(ingestion, caBundleRevision);

        var keeps = speaksOfThis
            ? new TakeOver(connection, Recall.OpenMetadata(ingestion) with { AskedAt = openMetadataAskedAt }, Recall.Filters(ingestion))
            : null;
        var isWaitedFor = runFailed || Requests.IsUnhandled(ingestion);
        if (keeps is null || isWaitedFor || !IsFresh(ingestion, connection, now))
        {
            return new Test(keeps, keeps is not null && IsVerdict(connection) && !isWaitedFor);
        }

        return IsWanting(keeps.OpenMetadata) && (openMetadataAskedAt is not { } askedAt || now - askedAt >= Timing.AfterRefusal)
            ? new OpenMetadataAlone(keeps.Connection, keeps.Filters)
            : keeps;
    }

    /// <summary>Whether a check on OpenMetadata's side failed, could not be told, or stands only because it could not be made again.</summary>
    public static bool IsWanting(OpenMetadataSeen seen) => new[] { seen.Check, seen.BotToken, seen.DatabaseService }
        .Any(check => check is { Result: CheckResults.Failed or CheckResults.Unknown } or { Result: CheckResults.Warning, Reason.Holds: false });

    private static bool IsVerdict(ConnectionSeen connection) =>
        connection.Reason is { Status: not ConditionStatus.Unknown } && connection.TestedAt is not null;

    private static bool IsFresh(DbtCloudIngestion ingestion, ConnectionSeen connection, DateTimeOffset now) =>
        IsVerdict(connection)
        && connection.Checks.All(check => check.Result is CheckResults.Passed or CheckResults.Failed or CheckResults.Skipped)
        && now - connection.TestedAt < Timing.VerdictLifetime(ingestion, connection.Reason!.Holds);
}
