namespace Operator.Plan;

/// <summary>
/// A cron expression as the CronJob controller understands it: five fields or a macro, day of month OR day of week where both
/// are given, an hour that daylight saving skips is skipped, one that comes twice runs twice.
/// </summary>
internal sealed record CronSchedule
{
    // A schedule that does not come round within five years (30 February) never does.
    private const int DaysToLookAhead = 5 * 366;

    private CronField Minutes { get; init; }

    private CronField Hours { get; init; }

    private CronField DaysOfMonth { get; init; }

    private CronField Months { get; init; }

    private CronField DaysOfWeek { get; init; }

    /// <summary>Null, with the controller's reason in <paramref name="error"/>, where it would refuse the text.</summary>
    public static CronSchedule? Read(string text, out string error)
    {
        var expanded = text.StartsWith('@') ? Macro(text) : text;
        error = expanded is null ? $"unrecognized descriptor: {text}" : "";
        var words = (expanded ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (error.Length == 0 && words.Length != CronBounds.All.Count)
        {
            error = words.Length == 0 ? "empty spec string" : $"expected exactly 5 fields, found {words.Length}: [{string.Join(' ', words)}]";
        }

        return error.Length > 0 ? null : ReadFields(words, out error);
    }

    /// <summary>The first run after an instant; null where there is none within five years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime).AddDays(-1);
        for (var i = 0; i <= DaysToLookAhead; i++, day = day.AddDays(1))
        {
            if (HoldsDay(day) && FirstOn(day, after, zone) is { } first)
            {
                return first;
            }
        }

        return null;
    }

    /// <summary>The shortest time between two runs on the clock's face; null where there are no two.</summary>
    public TimeSpan? ShortestGap()
    {
        var times = TimesOfDay().ToList();
        if (times.Count == 0)
        {
            return null;
        }

        var overnight = times[0] + TimeSpan.FromDays(1) - times[^1];
        var gaps = times.Zip(times.Skip(1), (earlier, later) => later - earlier);
        return gaps.Append(overnight < TimeSpan.FromHours(1) && !HoldsAdjacentDays() ? TimeSpan.FromDays(1) : overnight).Min();
    }

    /// <summary>How often it runs in the four weeks from 3 January 2028 on, the clock's changes left out: a measure to compare schedules by.</summary>
    public int RunsInFourWeeks()
    {
        var first = new DateOnly(2028, 1, 3);
        return TimesOfDay().Count() * Enumerable.Range(0, 28).Count(day => HoldsDay(first.AddDays(day)));
    }

    private static CronSchedule? ReadFields(string[] words, out string error)
    {
        var fields = new CronField[CronBounds.All.Count];
        error = "";
        for (var i = 0; i < fields.Length && error.Length == 0; i++)
        {
            fields[i] = CronField.Read(words[i], CronBounds.All[i], out error);
        }

        return error.Length > 0
            ? null
            : new CronSchedule { Minutes = fields[0], Hours = fields[1], DaysOfMonth = fields[2], Months = fields[3], DaysOfWeek = fields[4] };
    }

    private static string? Macro(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => null,
    };

    private bool HoldsDay(DateOnly day)
    {
        var ofMonth = DaysOfMonth.Holds(day.Day);
        var ofWeek = DaysOfWeek.Holds((int)day.DayOfWeek);
        return Months.Holds(day.Month) && (DaysOfMonth.Star || DaysOfWeek.Star ? ofMonth && ofWeek : ofMonth || ofWeek);
    }

    private bool HoldsAdjacentDays()
    {
        // Eight years hold every month with every weekday and two leap days.
        var day = new DateOnly(2024, 1, 1);
        for (var i = 0; i < 8 * 366; i++, day = day.AddDays(1))
        {
            if (HoldsDay(day) && HoldsDay(day.AddDays(1)))
            {
                return true;
            }
        }

        return false;
    }

    private DateTimeOffset? FirstOn(DateOnly day, DateTimeOffset after, TimeZoneInfo zone)
    {
        DateTimeOffset? first = null;
        foreach (var time in TimesOfDay())
        {
            foreach (var instant in Instants(day.ToDateTime(TimeOnly.FromTimeSpan(time)), zone))
            {
                first = instant > after && (first is null || instant < first) ? instant : first;
            }
        }

        return first;
    }

    private IEnumerable<TimeSpan> TimesOfDay() =>
        from hour in Enumerable.Range(0, 24)
        where Hours.Holds(hour)
        from minute in Enumerable.Range(0, 60)
        where Minutes.Holds(minute)
        select new TimeSpan(hour, minute, 0);

    private static IEnumerable<DateTimeOffset> Instants(DateTime local, TimeZoneInfo zone) =>
        zone.IsInvalidTime(local) ? []
        : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset).ToUniversalTime())
        : [new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()];
}
