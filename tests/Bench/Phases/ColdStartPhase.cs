using Bench.Machine;
using Bench.Reporting;

namespace Bench.Phases;

/// <summary>How long the process takes until it serves; before there is any resource.</summary>
internal sealed class ColdStartPhase : IPhase
{
    private const int Times = 5;

    public string Name => "cold-start";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            await using var process = stage.StartOperator();
            times.Add((await ColdStart.MeasureAsync(process, stage.Time, cancellationToken)).TotalMilliseconds);
        }

        stage.Say($"cold start      {string.Join(", ", times.Select(time => time.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))} ms");
        return figures with { ColdStartMs = Percentile.Median(times) };
    }
}
