using Operator.Resource;

namespace Operator.Plan;

/// <summary>Reads the status back as the observation that it once reported.</summary>
internal static class Recall
{
    public static Condition? ConditionOf(DbtCloudIngestion ingestion, string type) =>
        ingestion.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    public static FilterStatus? StatusOf(DbtCloudIngestion ingestion, string filter) =>
        ingestion.Status?.Ingestions?.FirstOrDefault(status => status.Filter == filter);

    public static ConnectionSeen Connection(DbtCloudIngestion ingestion)
    {
        var kept = ingestion.Status?.Connection;
        string[] checks = [CheckNames.ApiConnectivity, CheckNames.AccountAccess];
        return new ConnectionSeen(
            Named(Reasons.ConnectionVerified.All, ConditionOf(ingestion, ConditionTypes.ConnectionVerified)?.Reason),
            kept?.TestedAt,
            [.. (kept?.Checks ?? []).Where(check => checks.Contains(check.Name)).Select(check => Seen(check, Reasons.ConnectionVerified.All))]);
    }

    /// <summary>Without the version: while it is not asked again, the image that is in use stays.</summary>
    public static OpenMetadataSeen OpenMetadata(DbtCloudIngestion ingestion) =>
        new(
            null,
            OpenMetadataCheck(ingestion, CheckNames.OpenMetadata),
            OpenMetadataCheck(ingestion, CheckNames.BotToken),
            OpenMetadataCheck(ingestion, CheckNames.DatabaseService));

    public static IReadOnlyDictionary<string, FilterSeen> Filters(DbtCloudIngestion ingestion) =>
        (ingestion.Status?.Ingestions ?? [])
            .Select(status => (status.Filter, Seen: Filter(status)))
            .Where(pair => pair is { Filter: not null, Seen: not null })
            .ToDictionary(pair => pair.Filter!, pair => pair.Seen!);

    /// <summary>What was last known of one filter; null where nothing was.</summary>
    public static FilterSeen? Filter(FilterStatus? status)
    {
        var check = status?.Checks?.FirstOrDefault(check => check.Name == CheckNames.RecentRunFound);
        return check is null
            ? null
            : new FilterSeen(
                Named(Reasons.RecentRunFound.All, check.Reason) ?? (check.Result == CheckResults.Passed ? Reasons.RecentRunFound.RunFound : null),
                check.Message ?? "",
                status!.RecentRun is { Id: { } id } run ? new DbtRunSeen(id, run.JobId, run.Status ?? "", run.FinishedAt, run.DbtVersion, run.Url) { TestsFrom = run.TestsFrom } : null,
                status.JobSchedule,
                status.Checks!.FirstOrDefault(check => check.Name == CheckNames.Artifacts) is { } artifacts ? Seen(artifacts, Reasons.RecentRunFound.All) : null);
    }

    private static CheckSeen? OpenMetadataCheck(DbtCloudIngestion ingestion, string name) =>
        ingestion.Status?.Connection?.Checks?.FirstOrDefault(check => check.Name == name) is { } check ? Seen(check, Reasons.OpenMetadataVerified.All) : null;

    private static CheckSeen Seen(CheckStatus check, IReadOnlyList<Reason> reasons) =>
        new(check.Name ?? "", check.Result ?? CheckResults.Unknown, Named(reasons, check.Reason), check.Message ?? "");

    private static Reason? Named(IReadOnlyList<Reason> reasons, string? name) => reasons.FirstOrDefault(reason => reason.Name == name);
}
