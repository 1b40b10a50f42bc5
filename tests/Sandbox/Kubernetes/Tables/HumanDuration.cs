using System.Globalization;

namespace Sandbox.Kubernetes.Tables;

/// <summary>Durations as Kubernetes prints them: two units at most, coarser as they grow.</summary>
internal static class HumanDuration
{
    public static string Since(string timestamp, DateTimeOffset now, string absent) =>
        timestamp.Length == 0 ? absent
        : DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Format(now - at)
        : "<invalid>";

    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => $"{seconds}s",
            < 600 => Pair(seconds / 60, "m", seconds % 60, "s"),
            < 3 * 3600 => $"{seconds / 60}m",
            < 8 * 3600 => Pair(seconds / 3600, "h", seconds / 60 % 60, "m"),
            < 48 * 3600 => $"{seconds / 3600}h",
            < 192 * 3600 => Pair(seconds / 86400, "d", seconds / 3600 % 24, "h"),
            < 2 * 365 * 86400L => $"{seconds / 86400}d",
            < 8 * 365 * 86400L => Pair(seconds / 86400 / 365, "y", seconds / 86400 % 365, "d"),
            _ => $"{seconds / 86400 / 365}y",
        };
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
