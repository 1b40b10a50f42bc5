using Bench.Reporting;

namespace Bench.Phases;

/// <summary>Nothing happens; what does the operator do?</summary>
internal sealed class IdlePhase : IPhase
{
    public string Name => "idle";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var process = stage.Operator!;
        var before = await stage.Cluster.Counts.ReadAsync(cancellationToken);
        var (cpu, began) = (process.CpuTime, stage.Time.GetTimestamp());
        await stage.PauseAsync(stage.Options.Idle, cancellationToken);
        var (used, length) = (process.CpuTime - cpu, stage.Time.GetElapsedTime(began));
        var requests = (await stage.Cluster.Counts.ReadAsync(cancellationToken)).Since(before);
        figures = figures with
        {
            IdleSeconds = length.TotalSeconds,
            IdleWrites = requests.Writes,
            IdleCpuPercent = 100 * used / length,
            IdleRequests = requests.ByRequest,
            RssMib = process.ResidentMiB,
            RssPeakMib = process.PeakResidentMiB,
        };
        stage.Say($"idle            {figures.IdleSeconds:0} s: {figures.IdleWrites} writes, {figures.IdleCpuPercent:0.00} % of a core, RSS {figures.RssMib:0.0} MiB (peak {figures.RssPeakMib:0.0})");
        return figures;
    }
}
