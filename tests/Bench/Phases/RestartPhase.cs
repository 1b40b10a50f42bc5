using Bench.Machine;
using Bench.Reporting;

namespace Bench.Phases;

/// <summary>The operator is stopped and started again where all is settled: it should look at everything and change nothing.</summary>
internal sealed class RestartPhase : IPhase
{
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    public string Name => "restart";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var stopping = stage.Time.GetTimestamp();
        await stage.Operator!.DisposeAsync();
        var stopped = stage.Time.GetElapsedTime(stopping);
        var before = await stage.Cluster.Counts.ReadAsync(cancellationToken);
        var process = stage.Operator = stage.StartOperator();
        using var metrics = new OperatorMetrics(process, stage.Time);
        var settled = await stage.InTimeAsync(token => metrics.SettledAsync(stage.Resources, token), cancellationToken);
        var cpu = process.CpuTime;
        await stage.PauseAsync(Aftermath, cancellationToken);
        var requests = (await stage.Cluster.Counts.ReadAsync(cancellationToken)).Since(before);
        figures = figures with
        {
            StopSeconds = stopped.TotalSeconds,
            RestartSeconds = settled is { } at ? stage.Time.GetElapsedTime(process.Started, at).TotalSeconds : null,
            RestartCpuSeconds = cpu.TotalSeconds,
            RestartWrites = requests.Writes,
            RestartReads = requests.Reads,
        };
        stage.Say($"restart         settled after {figures.RestartSeconds:0.00} s with {figures.RestartWrites} writes, {figures.RestartReads} reads, CPU {cpu.TotalSeconds:0.00} s; the stop took {stopped.TotalSeconds:0.00} s");
        return figures;
    }
}
