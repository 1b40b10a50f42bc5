using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Operator.ApiTests.Stories;
using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Engine;
using Operator.Hosting;
using Operator.Hosting.Measuring;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>A whole operator, as in a process of its own, with a clock and a network of its own.</summary>
internal sealed class Replica : IAsyncDisposable
{
    /// <summary>Between two tries for the Lease; unlike any other wait, so that the clock can tell.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(4.999);

    /// <summary>The same of the time that a stop leaves to what is running.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(11);

    public static readonly TimeSpan RenewDeadline = Options("").RenewDeadline;

    private readonly string _name;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<IServiceProvider> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _wishes = Channel.CreateUnbounded<bool>();

    private Replica(StoryWorld world, string name)
    {
        _name = name;
        var connection = ApiConnection.From(ApiConnection.Load(world.Kubeconfig));
        Network = new Network(connection.Handler);
        Exit = OperatorHost.RunAsync(
            world.Options with { Listen = new IPEndPoint(IPAddress.Loopback, 0), Concurrency = 1, ShutdownTimeout = ShutdownTimeout, LogLevel = LogLevel.Debug },
            services => Adjust(services, connection with { Handler = Network }),
            _stop.Token);
    }

    public LeapingClock Clock { get; } = new();

    public Network Network { get; }

    public LineLog Log { get; } = new();

    /// <summary>The exit code, once it has ended.</summary>
    public Task<int> Exit { get; }

    /// <summary>How the API server's log names it.</summary>
    public string Agent => AgentOf(_name);

    public bool IsLeading => Get<Leadership>().IsLeading;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One that leads.</summary>
    public static async Task<Replica> LeadingAsync(StoryWorld world, string name)
    {
        var replica = await StartAsync(world, name);
        await replica.Get<Leadership>().Begun.WaitAsync(Token);
        return replica;
    }

    /// <summary>One that has listed everything, has seen who leads, and waits.</summary>
    public static async Task<Replica> FollowingAsync(StoryWorld world, string name)
    {
        var replica = await StartAsync(world, name);
        await replica.Get<Watches>().Synced.WaitAsync(Token);
        await replica.Clock.BegunAsync(Retry, Token);
        Assert.False(replica.IsLeading);
        return replica;
    }

    /// <summary>Lets its time pass, from one try for the Lease to the next, until it leads.</summary>
    public async Task TakesOverAsync()
    {
        while (!IsLeading)
        {
            Clock.Leap(Retry);
            await Clock.BegunAsync(Retry, Token);
        }
    }

    /// <summary>Until an ingestion that somebody made has come to its queue.</summary>
    public async Task KnowsAsync(string ingestion)
    {
        while (Get<ICluster>().Find(new IngestionKey(StoryWorld.Namespace, ingestion)) is null)
        {
            await _wishes.Reader.ReadAsync(Token);
        }
    }

    public async Task<(HttpStatusCode Code, string Text)> AskAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>As SIGTERM does.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await Exit.WaitAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        Network.Heal();
        await _stop.CancelAsync();
        await Exit;
        Network.CutForGood();
        _stop.Dispose();
        Log.Dispose();
    }

    private static async Task<Replica> StartAsync(StoryWorld world, string name)
    {
        var replica = new Replica(world, name);
        await Task.WhenAny(replica._started.Task, replica.Exit).WaitAsync(Token);
        Assert.False(replica.Exit.IsCompleted, replica.Log.All);
        return replica;
    }

    private static LeaseOptions Options(string name) => new("default", "operator", name) { RetryEvery = Retry };

    private static string AgentOf(string name) => $"replica-{name}";

    private T Get<T>()
        where T : notnull => _started.Task.Result.GetRequiredService<T>();

    private void Adjust(IServiceCollection services, ApiConnection connection) => services
        .AddLogging(logging => logging.ClearProviders().AddProvider(Log))
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton<Func<double>>(() => 0)
        .AddSingleton(Options(_name))
        .AddSingleton(new ApiOptions { UserAgent = AgentOf(_name) })
        .AddSingleton(new WatchOptions())
        .AddSingleton(provider => OperatorServices.Measured(provider, connection))
        .AddSingleton<IQueueObserver>(provider => new Bell(provider.GetRequiredService<EngineMetrics>(), _wishes.Writer))
        .AddHostedService(provider => new Doorstep(provider, _started));

    /// <summary>Hands the replica's inside out, once it has started.</summary>
    private sealed class Doorstep(IServiceProvider inside, TaskCompletionSource<IServiceProvider> started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            inside.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => started.SetResult(inside));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Rings at each key that comes to the queue.</summary>
    private sealed class Bell(EngineMetrics metrics, ChannelWriter<bool> wishes) : IQueueObserver
    {
        public void Added()
        {
            metrics.Added();
            wishes.TryWrite(true);
        }

        public void Delayed() => metrics.Delayed();

        public void Taken(TimeSpan waited) => metrics.Taken(waited);

        public void Done(TimeSpan worked) => metrics.Done(worked);
    }
}
