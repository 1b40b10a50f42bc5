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
    /// Moves month, day, hour and minute forward to the next allowed one each; whoever wraps around makes the coarser ones
    /// be looked at again.
    /// </summary>
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var walk = new CronWalk(new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero).AddSeconds(1), zone);
        for (var lastYear = walk.Wall.Year + MostYears; walk.Wall.Year <= lastYear;)
        {
            if (ReachMonth(walk) && ReachDay(walk) && ReachHour(walk) && ReachMinute(walk))
            {
                if (walk.Wall.Second == 0)
                {
                    return walk.At;
                }

                walk.FinishMinute();
            }
        }

        return null;
    }

    private bool ReachMonth(CronWalk walk)
    {
        while (!month.Allows(walk.Wall.Month))
        {
            walk.NextMonth();
            if (walk.Wall.Month == 1)
            {
                return false;
            }
        }

        return true;
    }

    private bool ReachDay(CronWalk walk)
    {
        while (!AllowsDay(walk.Wall))
        {
            walk.NextDay();
            if (walk.Wall.Day == 1)
            {
                return false;
            }
        }

        return true;
    }

    private bool ReachHour(CronWalk walk)
    {
        while (!hour.Allows(walk.Wall.Hour))
        {
            walk.NextHour();
            if (walk.Wall.Hour == 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool ReachMinute(CronWalk walk)
    {
        while (!minute.Allows(walk.Wall.Minute))
        {
            walk.NextMinute();
            if (walk.Wall.Minute == 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool AllowsDay(DateTime wall)
    {
        var (byMonth, byWeek) = (dayOfMonth.Allows(wall.Day), dayOfWeek.Allows((int)wall.DayOfWeek));
        return dayOfMonth.IsStar || dayOfWeek.IsStar ? byMonth && byWeek : byMonth || byWeek;
    }
}
