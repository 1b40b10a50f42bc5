namespace Sandbox.Kubernetes.Objects;

/// <summary>
/// A schedule as the CronJob controller reads it: five fields or a descriptor; a day counts if day-of-month OR day-of-week
/// matches, unless one of them is a star; times that a clock change skips do not exist, times it repeats come twice.
/// </summary>
internal abstract class CronSchedule
{
    private static readonly Dictionary<string, string> Descriptors = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    /// <summary>Reads a schedule; null and the library's text where it refuses.</summary>
    public static CronSchedule? Parse(string schedule, out string? error)
    {
        if (schedule.Length == 0)
        {
            error = "empty spec string";
            return null;
        }

        if (schedule.StartsWith("TZ=", StringComparison.Ordinal) || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            return ParseZoned(schedule, out error);
        }

        if (!schedule.StartsWith('@'))
        {
            return CronCalendar.Parse(schedule, out error);
        }

        if (Descriptors.TryGetValue(schedule, out var fields))
        {
            return CronCalendar.Parse(fields, out error);
        }

        if (schedule.StartsWith("@every ", StringComparison.Ordinal))
        {
            return CronInterval.Parse(schedule, out error);
        }

        error = $"unrecognized descriptor: {schedule}";
        return null;
    }

    /// <summary>The first time after an instant, in a time zone; null if none comes within five years.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone);

    /// <summary>A zone in front of the fields: new CronJobs may not have one, but the library reads it.</summary>
    private static CronInZone? ParseZoned(string schedule, out string? error)
    {
        var (space, equals) = (schedule.IndexOf(' ', StringComparison.Ordinal), schedule.IndexOf('=', StringComparison.Ordinal));
        var name = space < 0 ? "" : schedule[(equals + 1)..space];
        if (space < 0)
        {
            error = $"invalid schedule format: {schedule}";
            return null;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name.Length == 0 ? "UTC" : name, out var zone))
        {
            error = $"provided bad location {name}: unknown time zone {name}";
            return null;
        }

        return Parse(schedule[space..].Trim(), out error) is { } inner ? new CronInZone(inner, zone) : null;
    }
}
