namespace Operator.Hosting;

/// <summary>
/// The system's time zones. Without their files every zone but UTC is unknown, and each schedule that names one would be refused as a
/// mistake of its author: so nothing begins without them.
/// </summary>
internal static class ZoneDatabase
{
    /// <summary>Of different continents: a database without one of these is not whole.</summary>
    private static readonly string[] Everywhere = ["America/New_York", "Asia/Tokyo", "Europe/Berlin"];

    /// <summary>What is wrong with it; null where all is well.</summary>
    public static string? Trouble() => Trouble(zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));

    public static string? Trouble(Func<string, bool> knows) => Everywhere.FirstOrDefault(zone => !knows(zone)) is { } unknown
        ? $"The time zone database is missing or not whole: this system knows no {unknown}, so no schedule can be computed. "
            + "Install the package tzdata, or mount the folder /usr/share/zoneinfo; the environment variable TZDIR names another folder."
        : null;
}
