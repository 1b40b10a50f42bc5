namespace Sandbox.Kubernetes.Objects;

/// <summary>The five fields, and the walk to the next time that they allow.</summary>
internal sealed class CronCalendar(CronField minute, CronField hour, CronField dayOfMonth, CronField month, CronField dayOfWeek) : CronSchedule
{
    private const int MostYears = 5;

    public static new CronSchedule? Parse(string schedule, out string? error)
    {
        var texts = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length != 5)
        {
            error = $"expected exactly 5 fields, found {texts.Length}: [{string.Join(' ', texts)}]";
            return null;
        }

        CronField.Bounds[] bounds = [CronField.Minute, CronField.Hour, CronField.DayOfMonth, CronField.Month, CronField.DayOfWeek];
        var fields = new CronField[5];
        for (var index = 0; index < 5; index++)
        {
            if (CronField.Parse(texts[index], bounds[index], out error) is not { } field)
            {
                return null;
            }

            fields[index] = field;
        }

        error = null;
        return new CronCalendar(fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    /// <summary>
    /// Walks along instants and looks at the wall clock of each, so that skipped hours never match and repeated ones match
    /// twice. Steps are never so long that a clock change could hide a match.
    /// </summary>
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var at = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        var wall = TimeZoneInfo.ConvertTime(at, zone);
        for (var lastYear = wall.Year + MostYears; wall.Year <= lastYear; wall = TimeZoneInfo.ConvertTime(at, zone))
        {
            if (!AllowsDay(wall))
            {
                at = at.AddMinutes(60 - wall.Minute + (60 * Math.Max(0, 20 - wall.Hour)));
            }
            else if (!hour.Allows(wall.Hour))
            {
                at = at.AddMinutes(60 - wall.Minute);
            }
            else if (!minute.Allows(wall.Minute))
            {
                at = at.AddMinutes(1);
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    private bool AllowsDay(DateTimeOffset wall)
    {
        var (byMonth, byWeek) = (dayOfMonth.Allows(wall.Day), dayOfWeek.Allows((int)wall.DayOfWeek));
        return month.Allows(wall.Month) && (dayOfMonth.IsStar || dayOfWeek.IsStar ? byMonth && byWeek : byMonth || byWeek);
    }
}
