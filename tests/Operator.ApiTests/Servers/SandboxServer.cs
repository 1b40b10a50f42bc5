using Sandbox.Kubernetes;

namespace Operator.ApiTests.Servers;

/// <summary>The sandbox's API server, started for the tests.</summary>
internal sealed class SandboxServer : RunningServer
{
    private readonly ApiServer server;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sandbox-api-");

    private SandboxServer(ApiServer server)
    {
        this.server = server;
        Http = new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        Kubeconfig = server.WriteKubeconfig(Path.Combine(folder.FullName, "kubeconfig"));
    }

    public override HttpClient Http { get; }

    public override string Kubeconfig { get; }

    public override string Description => "sandbox";

    public static async Task<RunningServer> StartAsync(CancellationToken cancellationToken) =>
        new SandboxServer(await ApiServer.StartAsync(new ApiServerOptions(), TimeProvider.System, cancellationToken));

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
