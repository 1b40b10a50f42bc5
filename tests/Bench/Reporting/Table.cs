using System.Globalization;

namespace Bench.Reporting;

/// <summary>One line a measure, one column a size (and API server); "–" where nothing was measured.</summary>
internal static class Table
{
    private sealed record Row(string Measure, Func<Figures, double?> Of, string Format);

    private static readonly Row[] Rows =
    [
        new("Operator start to all Ready, s", figures => figures.SecondsToReady, "0.0"),
        new("API writes per resource", figures => figures.WritesPerResource, "0.00"),
        new("API reads per resource", figures => figures.ReadsPerResource, "0.00"),
        new("Operator's CPU until all Ready, s", figures => figures.CpuSeconds, "0.0"),
        new("RSS when settled, MiB", figures => figures.RssMib, "0"),
        new("RSS at its peak, MiB", figures => figures.RssPeakMib, "0"),
        new("RSS per further resource, KiB", figures => figures.RssSlopeKib, "0.0"),
        new("Idle: writes beyond the lease", figures => figures.IdleWrites, "0"),
        new("Idle: CPU, % of a core", figures => figures.IdleCpuPercent, "0.00"),
        new("Restart until all reconciled, s", figures => figures.RestartSeconds, "0.00"),
        new("Restart: writes", figures => figures.RestartWrites, "0"),
        new("Cold start to serving, ms", figures => figures.ColdStartMs, "0"),
        new("One edit until its CronJob follows, median, ms", figures => figures.EditMsP50, "0.0"),
        new("The same, 99th percentile, ms", figures => figures.EditMsP99, "0.0"),
        new("Secret rotation until all are tested anew, s", figures => figures.SecretRotationSeconds, "0.00"),
        new("Silent watch loss until repaired, s", figures => figures.WatchLossSeconds, "0.0"),
        new("One edit beside a neighbour of 40 slow resources, median, ms", figures => figures.NeighbourEditMsP50, "0.0"),
        new("The same, 99th percentile, ms", figures => figures.NeighbourEditMsP99, "0.0"),
        new("One that is tested first, median, ms", figures => figures.NeighbourTestedEditMsP50, "0.0"),
        new("The same, 99th percentile, ms", figures => figures.NeighbourTestedEditMsP99, "0.0"),
        new("All Ready with the default of 60 calls a minute, s", figures => figures.DefaultLimitSecondsToReady, "0"),
        new("API server's CPU until all Ready, s", figures => figures.ApiServerCpuSeconds, "0.0"),
        new("Stand-ins' CPU until all Ready, s", figures => figures.OutsideCpuSeconds, "0.0"),
        new("CPU of all else on the machine meanwhile, s", figures => figures.OtherCpuSeconds, "0.0"),
    ];

    public static string Text(IReadOnlyList<Figures> sizes)
    {
        var cells = Cells(sizes);
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', cells.Select(row => string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))));
    }

    public static string Markdown(IReadOnlyList<Figures> sizes)
    {
        var lines = Cells(sizes).Select(row => $"| {string.Join(" | ", row)} |").ToList();
        lines.Insert(1, "|---|" + string.Concat(Enumerable.Repeat("---:|", sizes.Count)));
        return string.Join('\n', lines);
    }

    private static string[][] Cells(IReadOnlyList<Figures> sizes) =>
    [
        ["Measure", .. sizes.Select(figures => string.Create(CultureInfo.InvariantCulture, $"{figures.Resources:#,0} on {figures.ApiServer}"))],
        .. Rows.Select(row => (string[])[row.Measure, .. sizes.Select(figures => row.Of(figures)?.ToString(row.Format, CultureInfo.InvariantCulture) ?? "–")]),
    ];
}
