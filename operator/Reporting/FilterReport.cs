using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>One filter's share of the status.</summary>
internal static class FilterReport
{
    public static FilterStatus Of(PlannedIngestion planned, IngestionStatus? before, IReadOnlyList<CarriedOut> done)
    {
        var known = before?.Ingestions?.FirstOrDefault(status => status.Filter == planned.Filter);
        var isThere = planned.Live is not null || (planned.Desired is not null && !done.Any(one => one.Filter == planned.Filter && one.Finding is not null));
        return new FilterStatus
        {
            Filter = planned.Filter,
            CronJob = isThere ? planned.CronJobName : null,
            Image = planned.Image ?? known?.Image,
            Schedule = planned.Schedule,
            JobSchedule = planned.Seen?.JobCron,
            NextScheduleTime = isThere ? planned.NextScheduleTime : null,
            ScheduledSince = planned.Freshness.Slots.Since,
            LastSkippedTime = planned.Freshness.Slots.LastSkipped,
            Checks = planned.Seen is { Reason: { } reason } seen ? ChecksOf(seen, reason) : known?.Checks,
            RecentRun = planned.Seen?.RecentRun?.InStatus,
            LastRun = planned.Runs.LastRun,
            UntoldRun = planned.Untold.LastOrDefault(run => !done.Any(one => one.Told == run.Run.RunId)) is { Run: var untold } ? Untold(untold) : null,
            RequestedRun = RequestedReport.Of(planned, done),
            LastSuccessfulTime = planned.Runs.LastSuccessfulTime,
            LastIngested = planned.Runs.LastIngested,
            Verification = planned.Verification,
            ConsecutiveFailures = planned.Runs.ConsecutiveFailures,
        };
    }

    private static CheckStatus[] ChecksOf(FilterSeen seen, Reason reason)
    {
        var run = Checks.RecentRunFound(new Finding(reason, seen.Message));
        return seen.Artifacts is { } artifacts ? [run, Checks.Of(artifacts)] : [run];
    }

    private static UntoldRunStatus Untold(RunStatus run) => new()
    {
        Job = run.Job,
        RunId = run.RunId,
        Result = run.Result,
        StartTime = run.StartTime,
        CompletionTime = run.CompletionTime,
    };
}
