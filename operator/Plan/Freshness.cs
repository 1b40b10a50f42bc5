using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Plan;

/// <summary>Whether a filter's metadata is as new as its schedule promises, by what dbt Cloud has and what became of the slots.</summary>
/// <param name="NewsAt">When the hour alone may change the verdict; null where only news from outside can.</param>
internal sealed record Freshness(Finding Finding, SlotsSeen Slots, DateTimeOffset? NewsAt)
{
    public static Freshness NotJudged { get; } = new(new Finding(Fresh.NeverIngested, ""), new SlotsSeen(null, null, null, null), null);

    public static Freshness Of(DbtCloudIngestion ingestion, PlannedIngestion planned, DateTimeOffset now)
    {
        var slots = SlotsSeen.Of(ingestion, planned, now);
        var lag = Lag.Of(planned);
        var staleAt = planned.Runs.Unfinished is null ? lag?.StaleAt : null;
        DateTimeOffset?[] news = [slots.NextLost, staleAt > now ? staleAt : null];
        return new(
            slots.Missed is { } missed ? new Finding(Fresh.MissedSchedule, Missed(planned, missed))
                : staleAt <= now ? new Finding(Fresh.Stale, Stale(ingestion, planned, lag!))
                : planned.Runs.LastSuccessfulTime is null ? new Finding(Fresh.NeverIngested, "")
                : new Finding(Fresh.UpToDate, Well(planned, slots, lag)),
            slots,
            news.Min());
    }

    private static string Missed(PlannedIngestion planned, DateTimeOffset slot) =>
        $"The run that was due at {KubernetesTime.Text(slot)} was never started: the CronJob controller let the slot of CronJob {planned.CronJobName} pass. Look at the CronJob's events, and whether kube-controller-manager runs; the annotation {Names.RunAtAnnotation} starts a run now.";

    private static string Stale(DbtCloudIngestion ingestion, PlannedIngestion planned, Lag lag) =>
        $"Run {lag.Newest.Id} of dbt Cloud finished at {KubernetesTime.Text(lag.FinishedAt)} and is not ingested; what is ingested is of {KubernetesTime.Text(lag.Ingested)}, more than a cadence before it. {Cause(ingestion, planned)}";

    private static string Cause(DbtCloudIngestion ingestion, PlannedIngestion planned) =>
        ingestion.Spec?.Suspend == true ? "spec.suspend holds the CronJob still; set it to false to go on."
        : planned.Runs.ConsecutiveFailures > 0 ? "The runs since then have failed: see LastRunSucceeded."
        : "Check the schedule, and the log of the last run.";

    private static string Well(PlannedIngestion planned, SlotsSeen slots, Lag? lag) =>
        planned.Runs.Unfinished is { } job && slots.LastSkipped > planned.Runs.LastRun?.StartTime ? $"Job {job} still runs, so the run that was due at {KubernetesTime.Text(slots.LastSkipped!.Value)} was skipped."
        : lag is null ? "The last ingestion succeeded, and no newer run of dbt Cloud is known."
        : lag.IsTaken ? $"Run {lag.Newest.Id}, the newest of dbt Cloud, is ingested."
        : $"Run {lag.Newest.Id} of dbt Cloud is newer than the last ingestion; the next one takes it.";
}
