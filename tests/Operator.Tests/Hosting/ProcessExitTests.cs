using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Hosting;
using Operator.Tests.Cluster;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>What whoever restarts the process reads from its end.</summary>
public sealed class ProcessExitTests : IDisposable
{
    private readonly ScriptedApi _silentApi = new();
    private readonly LogLines _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _silentApi.Dispose();

    [Fact]
    public async Task A_stop_that_was_asked_for_is_0()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var exit = RunAsync(
            async stopping =>
            {
                await stop.CancelAsync();
                await new NoElection().RunAsync(stopping);
            },
            stop.Token);

        Assert.Equal(0, await exit);
    }

    [Fact]
    public async Task Leadership_that_is_lost_is_3()
    {
        Assert.Equal(3, await RunAsync(_ => Task.CompletedTask, Token));
    }

    [Fact]
    public async Task A_loop_in_the_background_that_crashes_is_1_and_the_log_names_it()
    {
        Assert.Equal(1, await RunAsync(_ => throw new InvalidOperationException("a bug"), Token));
        Assert.Contains(_log.All, line => line.Level == LogLevel.Critical && line.Text == "The loop \"election\" ended by an error; the process ends with exit code 1, to be started anew");
    }

    [Fact]
    public async Task One_watch_that_crashes_while_the_others_go_on_is_1_as_well()
    {
        var running = RunAsync(stopping => new NoElection().RunAsync(stopping), Token);
        (await _silentApi.NextAsync()).Answer.SetException(new InvalidOperationException("a bug"));

        Assert.Equal(1, await running);
        Assert.Contains(_log.All, line => line.Level == LogLevel.Critical && line.Text.StartsWith("The loop \"watch ", StringComparison.Ordinal));
    }

    private Task<int> RunAsync(Func<CancellationToken, Task> election, CancellationToken cancellationToken) => OperatorHost.RunAsync(
        new OperatorOptions { HealthProbeBindAddress = new IPEndPoint(IPAddress.Loopback, 0), MetricsBindAddress = null },
        services => services
            .AddLogging(logging => logging.ClearProviders().AddProvider(new Heard(_log)))
            .AddSingleton(new ApiConnection(new Uri("http://api.test"), _silentApi, null, null))
            .AddSingleton<IElection>(provider => new PlayedElection(provider.GetRequiredService<IHostApplicationLifetime>(), election)),
        cancellationToken);

    private sealed class Heard(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
            // Nothing to give back.
        }
    }

    /// <summary>Does what the test says once the process has started.</summary>
    private sealed class PlayedElection(IHostApplicationLifetime process, Func<CancellationToken, Task> play) : IElection
    {
        public async Task RunAsync(CancellationToken stopping)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var start = process.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stopping);
            await play(stopping);
        }
    }
}
