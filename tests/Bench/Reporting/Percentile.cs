namespace Bench.Reporting;

/// <summary>Percentiles by nearest rank: always a value that was really measured.</summary>
internal static class Percentile
{
    public static double Of(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        var rank = (int)Math.Ceiling(percent / 100 * sorted.Length);
        return sorted[Math.Clamp(rank, 1, sorted.Length) - 1];
    }

    public static double Median(IEnumerable<double> values) => Of(values, 50);
}
