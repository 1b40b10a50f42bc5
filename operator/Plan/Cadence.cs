using Operator.Resource;

namespace Operator.Plan;

/// <summary>When one CronJob runs: a cron expression that the CronJob controller takes, and its time zone.</summary>
internal sealed record Cadence(string Cron, string TimeZone, CronSchedule Schedule, TimeZoneInfo Zone)
{
    public DateTimeOffset? Next(DateTimeOffset after) => Schedule.Next(after, Zone);

    /// <summary>The cadence that a text gives, or what is wrong with it: the message begins with <paramref name="subject"/>.</summary>
    public static Cadence? Read(string cron, string timeZone, string subject, PlanOptions options, out Finding? finding)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) || !IsIana(timeZone))
        {
            finding = new Finding(Reasons.Stalled.UnknownTimeZone, $"{subject.Replace(".cron", ".timeZone", StringComparison.Ordinal)} \"{timeZone}\" is not in the time zone database; use an IANA name such as Europe/Berlin or Etc/UTC.");
            return null;
        }

        var schedule = CronSchedule.Read(cron, out var error);
        finding = schedule is null
            ? new Finding(Reasons.Stalled.InvalidSchedule, $"{subject} \"{cron}\" is no cron expression that a CronJob takes: {error}; write five fields such as \"H */6 * * *\".")
            : Frequency(schedule, cron, subject, options.ShortestInterval);
        return finding is null ? new Cadence(cron, timeZone, schedule!, zone) : null;
    }

    private static Finding? Frequency(CronSchedule schedule, string cron, string subject, TimeSpan shortest) => schedule.ShortestGap() switch
    {
        null => new Finding(Reasons.Stalled.InvalidSchedule, $"{subject} \"{cron}\" never runs; write five fields such as \"H */6 * * *\"."),
        { } gap when gap < shortest => new Finding(
            Reasons.Stalled.ScheduleTooFrequent,
            $"{subject} \"{cron}\" would run every {gap.TotalMinutes:0} minutes; dbt Cloud's request limits need at least {shortest.TotalMinutes:0} minutes between two runs."),
        _ => null,
    };

    // The API server refuses "Local", and the system also takes Windows names, which it does not know.
    private static bool IsIana(string timeZone) => timeZone is not "Local" && !timeZone.Contains(' ');
}
