using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Operator.ApiTests.Stories;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Engine;
using Operator.Hosting;
using Operator.Hosting.Measuring;

namespace Operator.ApiTests.Leading;

/// <summary>What a replica is made of, as far as it differs from the operator that is shipped; and the way in once it has started.</summary>
internal sealed class Inside(string name)
{
    /// <summary>Between two tries for the Lease; unlike any other wait, so that the clock can tell.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(4.999);

    /// <summary>The same of the time that a stop leaves to what is running.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(11);

    private readonly TaskCompletionSource<IServiceProvider> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource? _lingers;

    public static LeaseOptions Lease { get; } = new("default", "operator", "") { RetryEvery = Retry };

    /// <summary>How the API server's log names it.</summary>
    public string Agent => $"replica-{name}";

    public Task Started => _started.Task;

    public static OperatorOptions OptionsFor(StoryWorld world) => world.Options with
    {
        HealthProbeBindAddress = new IPEndPoint(IPAddress.Loopback, 0),
        MetricsBindAddress = new IPEndPoint(IPAddress.Loopback, 0),
        Concurrency = 1,
        ShutdownTimeout = ShutdownTimeout,
        LogLevel = LogLevel.Debug,
    };

    public void Adjust(IServiceCollection services, ApiConnection connection, TimeProvider clock, ILoggerProvider log) => services
        .AddLogging(logging => logging.ClearProviders().AddProvider(log))
        .AddSingleton(clock)
        .AddSingleton<Func<double>>(() => 0)
        .AddSingleton(Lease with { Identity = name })
        .AddSingleton(new ApiOptions { UserAgent = Agent })
        .AddSingleton(new WatchOptions())
        .AddSingleton(provider => OperatorServices.Measured(provider, connection))
        .AddSingleton(provider => new Bell(new MemoryRelief(provider.GetRequiredService<EngineMetrics>(), MemoryRelief.Collect)))
        .AddSingleton<IQueueObserver>(provider => provider.GetRequiredService<Bell>())
        .AddHostedService(provider => new Doorstep(provider, _started, () => _lingers?.Task ?? Task.CompletedTask));

    public void Linger() => _lingers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void EndAtLast() => _lingers?.TrySetResult();

    public T Get<T>()
        where T : notnull => _started.Task.Result.GetRequiredService<T>();

    /// <summary>Hands the inside out once all of it has started, and is the first to be asked to stop.</summary>
    private sealed class Doorstep(IServiceProvider inside, TaskCompletionSource<IServiceProvider> started, Func<Task> leave) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            inside.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => started.SetResult(inside));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => leave();
    }
}
