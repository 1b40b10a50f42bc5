using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The runs that a CronJob owes, slot by slot, by the rules of the CronJob controller.</summary>
internal sealed record Slots(CronSchedule Schedule, TimeZoneInfo Zone, TimeSpan? Deadline)
{
    public static Slots? Of(V1CronJob? cronJob) =>
        cronJob?.Spec is { } spec && TimeZoneInfo.TryFindSystemTimeZoneById(spec.TimeZone ?? Defaults.TimeZone, out var zone)
            && CronSchedule.Read(spec.Schedule ?? "", out _) is { } schedule
            ? new Slots(schedule, zone, spec.StartingDeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
            : null;

    public DateTimeOffset? After(DateTimeOffset instant) => Schedule.Next(instant, Zone);

    /// <summary>
    /// From when on it is certain that the slot's run does not come any more: the controller starts nothing past the deadline, and of
    /// several slots that are due only the newest.
    /// </summary>
    public DateTimeOffset LostAt(DateTimeOffset slot)
    {
        var next = After(slot) ?? DateTimeOffset.MaxValue;
        var end = Deadline is { } deadline && deadline < next - slot ? slot + deadline : next;
        return end == DateTimeOffset.MaxValue ? end : end + Timing.Leeway;
    }

    /// <summary>The newest slot after an instant that was lost by another; null where none was.</summary>
    public DateTimeOffset? NewestLost(DateTimeOffset after, DateTimeOffset until)
    {
        DateTimeOffset? newest = null;
        for (var slot = After(after); slot is { } one && LostAt(one) <= until; slot = After(one))
        {
            newest = one;
        }

        return newest;
    }
}
