using Bench.Machine;
using Bench.Reporting;

namespace Bench.Phases;

/// <summary>From the operator's start until every resource is Ready. What it takes is the operator's price for one resource.</summary>
internal sealed class SettlePhase : IPhase
{
    // Requests that trail behind the last Ready still belong to settling.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(3);

    public string Name => "settle";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var before = await stage.Cluster.Counts.ReadAsync(cancellationToken);
        var start = await CpuShares.ReadAsync(stage, null, cancellationToken);
        var process = stage.Operator = stage.StartOperator();
        var ready = await stage.InTimeAsync(token => stage.Ingestions.WhenAsync(stage.Resources, ingestion => ingestion.IsReady, token), cancellationToken);
        var used = (await CpuShares.ReadAsync(stage, process, cancellationToken)).Since(start);
        figures = figures with
        {
            SecondsToReady = ready is { } at ? stage.Time.GetElapsedTime(process.Started, at).TotalSeconds : null,
            CpuSeconds = used.Operator,
            ApiServerCpuSeconds = used.ApiServer,
            OutsideCpuSeconds = used.Outside,
            BenchCpuSeconds = used.Bench,
            OtherCpuSeconds = used.Others,
        };
        await stage.PauseAsync(Aftermath, cancellationToken);
        var requests = (await stage.Cluster.Counts.ReadAsync(cancellationToken)).Since(before);
        stage.Say($"all Ready       {figures.SecondsToReady:0.00} s ({stage.Ingestions.All().Count(ingestion => ingestion.IsReady)} of {stage.Resources})");
        stage.Say($"                CPU: operator {used.Operator:0.00} s, API server {used.ApiServer:0.00} s, stand-ins {used.Outside:0.00} s, bench {used.Bench:0.00} s, others {used.Others:0.00} s");
        foreach (var (name, count) in requests.ByRequest.OrderByDescending(entry => entry.Value))
        {
            stage.Say($"                {count,7:0}  {name}");
        }

        return figures with
        {
            WritesPerResource = requests.Writes / stage.Resources,
            ReadsPerResource = requests.Reads / stage.Resources,
            Requests = requests.ByRequest,
            RssMib = process.ResidentMiB,
            RssPeakMib = process.PeakResidentMiB,
        };
    }
}
