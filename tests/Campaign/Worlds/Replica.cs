using Campaign.Faults;
using Campaign.Time;
using Campaign.Wires;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Engine;
using Operator.Hosting;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Campaign.Worlds;

/// <summary>A whole operator as it is shipped, as if in a process of its own: with a clock and connections that can be taken from it.</summary>
internal sealed class Replica : IDisposable
{
    private readonly IHost _host;
    private readonly LocalClock _clock;
    private readonly Random _chance;
    private readonly Lock _gate = new();

    public Replica(string name, Servers servers, VirtualClock time, FaultBook faults, CallLog log, int seed, TimeSpan clockIsOff, bool elects)
    {
        (Name, Elects, Lines, _chance) = (name, elects, new LogLines(time), new Random(seed));
        _clock = new LocalClock(time, clockIsOff);
        Wires = new Wires.Wires(name, faults, log, _clock);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Lines);
        builder.Services.AddIngestionOperator(OptionsOf(elects));
        Rewire(builder.Services, servers);
        _host = builder.Build();
    }

    public string Name { get; }

    public bool Elects { get; }

    public Wires.Wires Wires { get; }

    public LogLines Lines { get; }

    /// <summary>The process has ended by itself.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>It has died, or ended by itself; whatever runs it starts another.</summary>
    public bool IsToBeReplaced => !IsReplaced && (HasEnded || Wires.IsTorn);

    public bool IsReplaced { get; set; }

    public int ExitCode => _host.Services.GetRequiredService<OperatorService>().ExitCode;

    public bool IsLeading => !Elects || _host.Services.GetRequiredService<Leadership>().IsLeading;

    public Task StartAsync()
    {
        _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => HasEnded = true);
        return _host.StartAsync(CancellationToken.None);
    }

    /// <summary>As SIGTERM does.</summary>
    public Task StopAsync()
    {
        IsReplaced = true;
        return _host.StopAsync(CancellationToken.None);
    }

    /// <summary>As SIGKILL does: nothing of it arrives anywhere any more.</summary>
    public void Kill()
    {
        Lines.Close();
        Wires.Tear();
        _clock.Die();
        IsReplaced = true;
        _ = StopAsync();
    }

    public void Freeze()
    {
        _clock.Freeze();
        Wires.There.Close();
        Wires.Back.Close();
    }

    public void Thaw()
    {
        Wires.There.Open();
        Wires.Back.Open();
        _clock.Thaw();
    }

    public void Dispose()
    {
        _host.Dispose();
        Wires.Dispose();
    }

    private static OperatorOptions OptionsOf(bool elects) => new()
    {
        LeaderElect = elects,
        Plan = new PlanOptions { FetchImage = "dbt-cloud-ingestion-operator:campaign", FetchSpread = TimeSpan.Zero },
        Outbound = new OutboundOptions(),
    };

    private void Rewire(IServiceCollection services, Servers servers)
    {
        var kubernetes = new Wire(Wires, Target.Kubernetes, servers.Kubernetes);
        var outside = new WiredConnections(new Wire(Wires, Target.DbtCloud, servers.DbtCloud.Handler), new Wire(Wires, Target.OpenMetadata, servers.OpenMetadata.Handler));
        services
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<Func<double>>(Chance)
            .AddSingleton(new Backoff<IngestionKey>(Chance))
            .AddSingleton(new ApiOptions { UserAgent = Name })
            .AddSingleton(new LeaseOptions("default", "operator", Name))
            .AddSingleton(new WatchOptions { WatchFor = TimeSpan.FromMinutes(40), LongestSilence = TimeSpan.FromMinutes(50) })
            .AddSingleton(new ApiConnection(Servers.KubernetesAddress, kubernetes, null, null))
            .AddSingleton<IOutboundCalls>(provider => OutboundCalls.Over(
                new OutboundOptions(), outside, _clock, Chance, provider.GetRequiredService<IOutboundObserver>()));
    }

    private double Chance()
    {
        lock (_gate)
        {
            return _chance.NextDouble();
        }
    }
}
