using Operator.Resource;

namespace Operator.Reporting;

/// <summary>Events for what changed. A resource that settles for the first time without trouble is no news.</summary>
internal static class Notices
{
    public static IReadOnlyList<Notice> Of(IReadOnlyList<Condition>? before, IReadOnlyList<Condition> after) =>
    [
        .. after.Select(condition => One(before?.FirstOrDefault(earlier => earlier.Type == condition.Type), condition)).OfType<Notice>(),
    ];

    private static Notice? One(Condition? before, Condition after)
    {
        if (before?.Status == after.Status && before?.Reason == after.Reason)
        {
            return null;
        }

        return after.Type switch
        {
            ConditionTypes.Reconciling => null,
            // Each run has its own events.
            ConditionTypes.LastRunSucceeded => null,
            ConditionTypes.Stalled => Warning(after),
            // What keeps it from being ready has its own event.
            ConditionTypes.Ready => after.Status == ConditionStatus.True && before is not null && WasNews(before) ? Normal(after) : null,
            _ when after.Status == ConditionStatus.False && WasNews(after) => Warning(after),
            _ when after.Status == ConditionStatus.True && before?.Status == ConditionStatus.False && WasNews(before) => Normal(after),
            _ => null,
        };
    }

    /// <summary>Waiting for the first test or run belongs to settling.</summary>
    private static bool WasNews(Condition condition) =>
        condition.Reason != Reasons.CronJobsApplied.WaitingForConnectionTest.Name && condition.Reason != Reasons.ConnectionVerified.NotTested.Name;

    private static Notice Warning(Condition condition) => new(true, condition.Reason ?? "", ActionOf(condition.Type), condition.Message ?? "");

    private static Notice Normal(Condition condition) => new(false, condition.Reason ?? "", ActionOf(condition.Type), condition.Message ?? "");

    private static string ActionOf(string? type) => type switch
    {
        ConditionTypes.SecretsResolved => "ResolveSecrets",
        ConditionTypes.ConnectionVerified or ConditionTypes.RecentRunFound or ConditionTypes.OpenMetadataVerified => "TestConnection",
        ConditionTypes.CronJobsApplied => "ApplyCronJobs",
        ConditionTypes.Fresh => "Ingest",
        _ => "Reconcile",
    };
}
