using Operator.ApiTests.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Operator.ApiTests.Servers;

/// <summary>The API servers of this test run: each is started when the first test asks for it and stopped after the last.</summary>
public sealed class TestServers : IAsyncLifetime
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<ServerKind, RunningServer> running = [];

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in running.Values)
        {
            Console.WriteLine($"API server used: {server.Description}");
            await server.DisposeAsync();
        }

        gate.Dispose();
    }

    internal async Task<RunningServer> StartedAsync(ServerKind kind)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!running.TryGetValue(kind, out var server))
            {
                running[kind] = server = await StartAsync(kind, cancellationToken);
            }

            return server;
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<RunningServer> StartAsync(ServerKind kind, CancellationToken cancellationToken)
    {
        if (kind == ServerKind.Sandbox)
        {
            return await SandboxServer.StartAsync(cancellationToken);
        }

        Assert.SkipUnless(RealServers.Any, RealServers.WhyThereIsNone);
        return RealServers.Kubeconfig is { } kubeconfig
            ? await NamedCluster.ConnectAsync(kubeconfig, cancellationToken)
            : await ControlPlane.StartAsync(RealServers.Binaries!, cancellationToken);
    }
}
