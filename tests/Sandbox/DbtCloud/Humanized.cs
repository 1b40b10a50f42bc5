using System.Globalization;

namespace Sandbox.DbtCloud;

/// <summary>Times as dbt Cloud writes them: for machines in two forms, and for people.</summary>
internal static class Humanized
{
    /// <summary>Runs have a space between date and time.</summary>
    public static string? Spaced(DateTimeOffset? instant) =>
        instant?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture);

    /// <summary>Jobs, environments and accounts have a T.</summary>
    public static string WithT(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture);

    public static string Clock(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours:00}:{span.Minutes:00}:{span.Seconds:00}");

    /// <summary>The two largest units: "1 minute, 50 seconds".</summary>
    public static string Words(TimeSpan span)
    {
        (int Count, string Unit)[] units =
        [
            (span.Days / 7, "week"), (span.Days % 7, "day"), (span.Hours, "hour"), (span.Minutes, "minute"), (span.Seconds, "second"),
        ];
        var said = units.SkipWhile(unit => unit.Count == 0).Take(2).Where(unit => unit.Count > 0)
            .Select(unit => $"{unit.Count} {unit.Unit}{(unit.Count == 1 ? "" : "s")}").ToArray();
        return said.Length == 0 ? "0 minutes" : string.Join(", ", said);
    }
}
