using System.Text.Json.Nodes;
using Bench.Phases;
using Bench.Reporting;
using Sandbox.Controllers;
using Sandbox.Demo;

namespace Bench;

/// <summary>Everything that one call of the bench measures: each size in a world of its own, through all phases.</summary>
internal sealed class BenchRun(BenchOptions options, Journal journal)
{
    private const int OwnDefaultOfRequests = 60;
    private const int SmallSize = 100;
    private static readonly ColdStartPhase ColdStart = new();
    private static readonly SettlePhase Settle = new();
    private static readonly IdlePhase Idle = new();
    private static readonly IPhase[] InOrder = [Settle, Idle, new RestartPhase(), new EditPhase(), new RotationPhase(), new WatchLossPhase(), new NeighbourPhase()];

    /// <summary>What --skip may name.</summary>
    public static IReadOnlyList<string> Skippable => [ColdStart.Name, .. InOrder.Skip(1).Select(phase => phase.Name), "slope", "default-limit"];

    public async Task<IReadOnlyList<Figures>> RunAsync(CancellationToken cancellationToken)
    {
        var all = new List<Figures>();
        foreach (var size in options.Sizes)
        {
            all.Add(await MeasureAsync(options, size, Wanted(all.Count == 0 ? [ColdStart, .. InOrder] : InOrder), cancellationToken));
        }

        if (!options.Skip.Contains("slope"))
        {
            var small = all.Count > 1 ? all[0] : await MeasureAsync(options, SmallSize, Wanted([Settle, Idle]), cancellationToken);
            all = [.. all.Select(figures => figures with { RssSlopeKib = Slope(small, all.Count > 1 ? all[^1] : figures) })];
        }

        if (!options.Skip.Contains("default-limit"))
        {
            var limited = await MeasureAsync(options with { RequestsPerMinute = OwnDefaultOfRequests, Patience = TimeSpan.FromHours(1) }, options.Sizes[0], [Settle], cancellationToken);
            all[0] = all[0] with { DefaultLimitSecondsToReady = limited.SecondsToReady };
        }

        return all;
    }

    private async Task<Figures> MeasureAsync(BenchOptions with, int size, IReadOnlyList<IPhase> phases, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.OpenAsync(with, size, journal, cancellationToken);
        var version = await VersionAsync(stage, cancellationToken);
        journal.Say($"{size} resources, {with.RequestsPerMinute} calls a minute and token, API server: {version}");
        await InstallAsync(stage, cancellationToken);
        var figures = new Figures { Resources = size, ApiServer = version };
        if (phases.Contains(ColdStart))
        {
            figures = await ColdStart.RunAsync(stage, figures, cancellationToken);
        }

        await stage.PopulateAsync(cancellationToken);
        foreach (var phase in phases.Where(phase => phase != ColdStart))
        {
            figures = await phase.RunAsync(stage, figures, cancellationToken);
        }

        return figures;
    }

    /// <summary>Applies the CRD, removes what an interrupted bench has left, and refuses a cluster that is in use.</summary>
    private static async Task InstallAsync(Stage stage, CancellationToken cancellationToken)
    {
        var installation = new Installation(new ApiConnection(stage.Cluster.Http), stage.Time);
        await installation.ApplyAsync(ManifestFile.Read(Checkout.Find().CustomResourceDefinition).Single(), cancellationToken);
        await stage.Population.RemoveAsync(cancellationToken);
        if ((await stage.Population.ListAsync(cancellationToken)).Count is > 0 and var foreign)
        {
            throw new InvalidOperationException($"The cluster holds {foreign} DbtCloudIngestions of somebody else; the bench wants a cluster of its own.");
        }
    }

    private static async Task<string> VersionAsync(Stage stage, CancellationToken cancellationToken) => stage.Cluster.IsSandbox
        ? "sandbox"
        : "kube-apiserver " + JsonNode.Parse(await stage.Cluster.Http.GetStringAsync("/version", cancellationToken)).Text("gitVersion");

    private IReadOnlyList<IPhase> Wanted(IEnumerable<IPhase> phases) => [.. phases.Where(phase => !options.Skip.Contains(phase.Name))];

    /// <summary>Null where the two sizes are one.</summary>
    public static double? Slope(Figures small, Figures large) => large.Resources == small.Resources
        ? null
        : 1024 * (large.RssMib - small.RssMib) / (large.Resources - small.Resources);
}
