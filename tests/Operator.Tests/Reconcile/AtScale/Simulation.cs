using Microsoft.Extensions.DependencyInjection;
using Operator.Cluster;
using Operator.Engine;
using Operator.Hosting;
using Operator.Outbound;
using Operator.Reconcile;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>
/// The operator in simulated time: its own registrations over a cluster in memory and an outside in memory. One worker takes
/// what is due, first come, first served, and time moves on when it waits or nothing is due.
/// </summary>
internal sealed class Simulation : IAsyncDisposable
{
    private readonly PriorityQueue<IngestionKey, (DateTimeOffset Due, long Order)> _due = new();
    private readonly Dictionary<IngestionKey, long> _orders = [];
    private readonly ServiceProvider _services;
    private readonly IngestionReconciler _reconciler;
    private readonly Backoff<IngestionKey> _backoff = new(() => 0.5);
    private long _order;

    public Simulation(MemoryCluster cluster, SimulatedClock clock, IConnections outside, OutboundOptions? options = null)
    {
        Clock = clock;
        var outbound = options ?? new OutboundOptions();
        _services = new ServiceCollection()
            .AddLogging()
            .AddIngestionOperator(new OperatorOptions { Outbound = outbound })
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<ICluster>(cluster)
            .AddSingleton<IOutboundCalls>(OutboundCalls.Over(outbound, outside, Clock, () => 0.5))
            .BuildServiceProvider();
        _reconciler = _services.GetRequiredService<IngestionReconciler>();
        foreach (var ingestion in cluster.Ingestions())
        {
            Wake(ingestion.Key, TimeSpan.Zero);
        }
    }

    public SimulatedClock Clock { get; }

    /// <summary>How many reconciles there were.</summary>
    public int Reconciles { get; private set; }

    public async Task RunForAsync(TimeSpan time)
    {
        var end = Clock.GetUtcNow() + time;
        await RunWhileAsync(() => true, end);
        Clock.AdvanceTo(end);
    }

    /// <summary>Goes on until the world is as wanted; false when it is not so in time.</summary>
    public async Task<bool> RunUntilAsync(Func<bool> wanted, TimeSpan within)
    {
        await RunWhileAsync(() => !wanted(), Clock.GetUtcNow() + within);
        return wanted();
    }

    public void Wake(IngestionKey key, TimeSpan after)
    {
        _orders[key] = ++_order;
        _due.Enqueue(key, (Clock.GetUtcNow() + after, _order));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task RunWhileAsync(Func<bool> goOn, DateTimeOffset end)
    {
        while (goOn() && _due.TryPeek(out var key, out var place) && (place.Due > Clock.GetUtcNow() ? place.Due : Clock.GetUtcNow()) < end)
        {
            _due.Dequeue();
            if (_orders[key] == place.Order)
            {
                Clock.AdvanceTo(place.Due);
                await ReconcileAsync(key);
            }
        }
    }

    private async Task ReconcileAsync(IngestionKey key)
    {
        Reconciles++;
        var cancelled = TestContext.Current.CancellationToken;
        switch (await Clock.CarryAsync(_reconciler.ReconcileAsync(key, cancelled), cancelled))
        {
            case Revisit.In(var wait):
                _backoff.Reset(key);
                Wake(key, wait);
                break;
            case Revisit.Backoff:
                Wake(key, _backoff.Next(key));
                break;
        }
    }
}
