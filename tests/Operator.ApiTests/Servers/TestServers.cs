using Operator.ApiTests.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Operator.ApiTests.Servers;

/// <summary>The API servers of this test run: each is started when the first test asks for it and stopped after the last.</summary>
public sealed class TestServers : IAsyncLifetime
{
    private readonly Dictionary<ServerKind, Task<RunningServer>> running = [];

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in running.Values.Where(start => start.IsCompletedSuccessfully))
        {
            Console.WriteLine($"API server used: {(await server).Description}");
            await (await server).DisposeAsync();
        }
    }

    /// <summary>A server that did not start fails every test that wants it, and is not tried again.</summary>
    internal Task<RunningServer> StartedAsync(ServerKind kind)
    {
        lock (running)
        {
            return running.TryGetValue(kind, out var started) ? started : running[kind] = StartAsync(kind, CancellationToken.None);
        }
    }

    private static async Task<RunningServer> StartAsync(ServerKind kind, CancellationToken cancellationToken)
    {
        if (kind == ServerKind.Sandbox)
        {
            return await SandboxServer.StartAsync(cancellationToken);
        }

        if (kind == ServerKind.RealWithJobs)
        {
            return await ControlPlane.StartAsync(RealServers.Binaries!, runsJobs: true, cancellationToken);
        }

        return RealServers.Kubeconfig is { } kubeconfig
            ? await NamedCluster.ConnectAsync(kubeconfig, cancellationToken)
            : await ControlPlane.StartAsync(RealServers.Binaries!, runsJobs: false, cancellationToken);
    }
}
