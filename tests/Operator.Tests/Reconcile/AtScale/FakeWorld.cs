using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>An operator in simulated time before an outside in memory.</summary>
internal sealed record FakeWorld(MemoryCluster Cluster, FakeOutside Outside, Simulation Operator) : IAsyncDisposable
{
    public static FakeWorld Of(MemoryCluster cluster, SimulatedClock? clock = null, OutboundOptions? options = null)
    {
        var time = clock ?? new SimulatedClock();
        var outside = new FakeOutside(time);
        return new FakeWorld(cluster, outside, new Simulation(cluster, time, outside.Connections, options));
    }

    /// <summary>An operator that starts right after another one, which no limit held back, has tested everything.</summary>
    public static async Task<FakeWorld> TestedAsync(MemoryCluster cluster)
    {
        await using var earlier = Of(cluster, options: new OutboundOptions { RequestsPerMinute = 100_000 });
        Assert.True(await earlier.Operator.RunUntilAsync(() => cluster.Ingestions().All(Many.IsWhole), within: TimeSpan.FromMinutes(1)));
        cluster.ForgetWrites();
        return Of(cluster, earlier.Operator.Clock);
    }

    public ValueTask DisposeAsync() => Operator.DisposeAsync();
}
