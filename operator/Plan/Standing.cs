using System.Globalization;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// What holds when the outside could not tell: rate limits, server errors and time-outs are no verdict, so the last one stands
/// and is dated.
/// </summary>
internal static class Standing
{
    public static ConnectionSeen Connection(DbtCloudIngestion ingestion, Observation seen)
    {
        var kept = ingestion.Status?.Connection;
        var last = Recall.Connection(ingestion);
        var lastSpeaksOfThis = last.Reason is { Status: not ConditionStatus.Unknown } && last.TestedAt is not null && kept is not null
            && kept.Url == Addresses.DbtCloud(ingestion.Spec?.Account) && kept.SecretRevision == seen.DbtToken.Revision;

        return seen.Connection.Reason is { Status: ConditionStatus.Unknown } trouble && trouble != Reasons.ConnectionVerified.NotTested && lastSpeaksOfThis
            ? last with { Checks = Dated(last, seen.Connection, trouble), RetryAfter = seen.Connection.RetryAfter ?? Timing.Soon }
            : seen.Connection;
    }

    public static OpenMetadataSeen OpenMetadata(DbtCloudIngestion ingestion, Observation seen) =>
        seen.OpenMetadata.Check is null ? seen.OpenMetadata with { Check = Recall.OpenMetadata(ingestion).Check } : seen.OpenMetadata;

    public static FilterSeen? Filter(DbtCloudIngestion ingestion, Selection selection, Observation seen)
    {
        var now = seen.Filters.GetValueOrDefault(selection.Filter);
        var isTold = now?.Reason is { } reason && reason != Reasons.RecentRunFound.JobNotRead;
        var lastSpeaksOfThis = Recall.ConditionOf(ingestion, ConditionTypes.RecentRunFound)?.ObservedGeneration == ingestion.Metadata.Generation;
        return isTold || !lastSpeaksOfThis ? now : Recall.Filter(Recall.StatusOf(ingestion, selection.Filter)) ?? now;
    }

    private static List<CheckSeen> Dated(ConnectionSeen last, ConnectionSeen now, Reason trouble)
    {
        var why = now.Checks.FirstOrDefault(check => check.Message.Length > 0)?.Message ?? trouble.Meaning;
        var date = last.TestedAt!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var warning = new CheckSeen(CheckNames.ApiConnectivity, CheckResults.Warning, trouble, $"{why.TrimEnd('.')}. The verdict of {date} stands.");
        return [warning, .. last.Checks.Where(check => check.Name != CheckNames.ApiConnectivity)];
    }
}
