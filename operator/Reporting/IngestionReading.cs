using Operator.Resource;

namespace Operator.Reporting;

/// <summary>A status in numbers, small enough to keep one for each of many thousand resources.</summary>
/// <param name="Ready">Whether Ready is True.</param>
/// <param name="Verified">What ConnectionVerified says; null before the first verdict.</param>
/// <param name="LastRun">The reason of LastRunSucceeded, one of the closed list: of several filters the one that fares worst.</param>
/// <param name="LastSuccess">status.lastSuccessfulTime in seconds since 1970.</param>
/// <param name="NextSchedule">The earliest next run of all filters in seconds since 1970; null while suspended.</param>
/// <param name="Fresh">What Fresh says; null before the first success.</param>
/// <param name="TokenExpiresSoon">Whether the bot's token is past its end or near it; null while it was not looked at.</param>
internal readonly record struct IngestionReading(
    bool Ready, bool? Verified, Reason? LastRun, long? LastSuccess, long? NextSchedule, bool? Fresh, bool? TokenExpiresSoon)
{
    public static IngestionReading Of(IngestionStatus status) => new(
        StatusOf(status, ConditionTypes.Ready) is ConditionStatus.True,
        Holds(status, ConditionTypes.ConnectionVerified),
        Reasons.LastRunSucceeded.Named(Find(status, ConditionTypes.LastRunSucceeded)?.Reason),
        status.LastSuccessfulTime?.ToUnixTimeSeconds(),
        status.Ingestions?.Min(filter => filter.NextScheduleTime)?.ToUnixTimeSeconds(),
        Holds(status, ConditionTypes.Fresh),
        ExpiresSoon(status));

    /// <summary>By the check, since the condition names only the worst that was found.</summary>
    private static bool? ExpiresSoon(IngestionStatus status) =>
        status.Connection?.Checks?.FirstOrDefault(check => check.Name == CheckNames.BotToken) is { } token
            ? token.Reason == Reasons.OpenMetadataVerified.TokenExpired.Name || token.Reason == Reasons.OpenMetadataVerified.TokenExpiresSoon.Name
            : null;

    private static bool? Holds(IngestionStatus status, string type) => StatusOf(status, type) switch
    {
        ConditionStatus.True => true,
        ConditionStatus.False => false,
        _ => null,
    };

    private static string? StatusOf(IngestionStatus status, string type) => Find(status, type)?.Status;

    private static Condition? Find(IngestionStatus status, string type) => status.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
