namespace Sandbox.Kubernetes.Objects;

/// <summary>
/// A position on a zone's wall clock that the search for the next time moves forward. The first step of a search resets
/// what is finer than it; later ones do not, which shows where clocks change by half an hour.
/// </summary>
internal sealed class CronWalk(DateTimeOffset start, TimeZoneInfo zone)
{
    private bool hasStepped;

    public DateTimeOffset At { get; private set; } = start;

    public DateTime Wall => TimeZoneInfo.ConvertTime(At, zone).DateTime;

    public void NextMonth()
    {
        Reset(new DateTime(Wall.Year, Wall.Month, 1));
        At = OnWall(Wall.AddMonths(1));
    }

    /// <summary>Midnight may not exist, or come an hour late or early, on the day of a clock change.</summary>
    public void NextDay()
    {
        Reset(Wall.Date);
        At = OnWall(Wall.AddDays(1));
        var hour = Wall.Hour;
        At = At.AddHours(hour > 12 ? 24 - hour : -hour);
    }

    public void NextHour()
    {
        Reset(Wall.Date.AddHours(Wall.Hour));
        At = At.AddHours(1);
    }

    public void NextMinute()
    {
        Reset(Wall.AddSeconds(-Wall.Second));
        At = At.AddMinutes(1);
    }

    public void FinishMinute()
    {
        hasStepped = true;
        At = At.AddSeconds(60 - Wall.Second);
    }

    private void Reset(DateTime wall)
    {
        if (!hasStepped)
        {
            hasStepped = true;
            At = OnWall(wall);
        }
    }

    /// <summary>The instant at which the wall clock shows a time; one that a change skips reads by the offset after it.</summary>
    private DateTimeOffset OnWall(DateTime wall)
    {
        var asUtc = new DateTimeOffset(wall, TimeSpan.Zero);
        var guess = asUtc - zone.GetUtcOffset(asUtc);
        return asUtc - zone.GetUtcOffset(guess);
    }
}
