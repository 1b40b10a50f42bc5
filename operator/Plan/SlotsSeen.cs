using Operator.Resource;

namespace Operator.Plan;

/// <summary>What became of the slots of one CronJob.</summary>
/// <param name="Since">Since when the CronJob owes runs by its present schedule; null while spec.suspend holds it.</param>
/// <param name="Missed">The first slot that the CronJob controller let pass and that no later run has made good; null where there is none.</param>
/// <param name="LastSkipped">The newest slot that passed because a run was still going on.</param>
/// <param name="NextLost">When the next slot would be lost, if nothing else is heard before.</param>
internal sealed record SlotsSeen(DateTimeOffset? Since, DateTimeOffset? Missed, DateTimeOffset? LastSkipped, DateTimeOffset? NextLost)
{
    public static SlotsSeen Of(DbtCloudIngestion ingestion, PlannedIngestion planned, DateTimeOffset now)
    {
        var known = Recall.StatusOf(ingestion, planned.Filter);
        if (SinceOf(ingestion, planned, known, now) is not { } since || Slots.Of(planned.Desired ?? planned.Live) is not { } slots)
        {
            return new(null, null, known?.LastSkippedTime, null);
        }

        // So soon after the beginning a slot may lie on either side of it: clocks differ.
        var taken = Latest(since + Timing.Leeway, KubernetesTime.Of(planned.Live?.Metadata.CreationTimestamp) + Timing.Leeway, KubernetesTime.Of(planned.Live?.Status?.LastScheduleTime));
        var run = planned.Runs.LastRun;
        var goesOn = planned.Runs.Unfinished is not null;
        var end = run?.CompletionTime ?? run?.StartTime;
        var skipped = goesOn ? slots.NewestLost(run is null || Runs.IsEnded(run) ? taken : Latest(taken, run.StartTime), now)
            : run?.StartTime is { } start ? slots.NewestLost(Latest(taken, start), end!.Value)
            : null;
        var next = slots.After(goesOn ? Latest(taken, run?.StartTime, skipped) : Latest(taken, end));
        var isLost = next is { } slot && slots.LostAt(slot) <= now;
        return new(
            since,
            isLost && !goesOn && IsLive(planned) ? next : null,
            skipped is { } newest ? Latest(newest, known?.LastSkippedTime) : known?.LastSkippedTime,
            next is null || isLost ? null : slots.LostAt(next.Value));
    }

    /// <summary>
    /// The status is the memory: nobody else tells when a schedule was changed or a CronJob resumed, and slots from before are nobody's
    /// fault. One that was made anew says so itself.
    /// </summary>
    private static DateTimeOffset? SinceOf(DbtCloudIngestion ingestion, PlannedIngestion planned, FilterStatus? known, DateTimeOffset now)
    {
        if (planned.Desired is not { } desired)
        {
            return planned.Live is null ? null : known?.ScheduledSince;
        }

        var isEdited = ingestion.Status?.ObservedGeneration != ingestion.Metadata.Generation;
        var isOther = known?.Schedule != planned.Schedule || (isEdited && planned.Live is { } live && live.Spec?.TimeZone != desired.Spec.TimeZone);
        return ingestion.Spec?.Suspend == true ? null : isOther ? now : known?.ScheduledSince ?? now;
    }

    private static bool IsLive(PlannedIngestion planned) => planned is { Live.Spec.Suspend: not true, Desired.Spec.Suspend: not true } or { Live.Spec.Suspend: not true, Desired: null };

    private static DateTimeOffset Latest(DateTimeOffset first, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (var other in others)
        {
            first = other > first ? other.Value : first;
        }

        return first;
    }
}
