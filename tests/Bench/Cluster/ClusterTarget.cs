using Bench.Servers;
using Sandbox.Demo;

namespace Bench.Cluster;

/// <summary>The API server under load: the one of a kubeconfig, or the sandbox's in a process of its own.</summary>
internal sealed class ClusterTarget : IAsyncDisposable
{
    private readonly ServerProcess? sandbox;

    private ClusterTarget(string kubeconfig, ServerProcess? sandbox)
    {
        this.sandbox = sandbox;
        Kubeconfig = kubeconfig;
        Http = KubeconfigFile.Connect(kubeconfig);
        Counts = new RequestCounter(Http, sandbox?.Addresses["metrics"] ?? "/metrics");
    }

    public string Kubeconfig { get; }

    public HttpClient Http { get; }

    public RequestCounter Counts { get; }

    public bool IsSandbox => sandbox is not null;

    public static async Task<ClusterTarget> OpenAsync(string? kubeconfig, string scratch, CancellationToken cancellationToken)
    {
        if (kubeconfig is not null)
        {
            return new ClusterTarget(Path.GetFullPath(kubeconfig), null);
        }

        var file = Path.Combine(scratch, "kubeconfig");
        return new ClusterTarget(file, await ServerProcess.StartAsync(["serve-kubernetes", file], cancellationToken));
    }

    /// <summary>CPU that the API server has used; its storage is not in it where that is another process.</summary>
    public async Task<TimeSpan> CpuTimeAsync(CancellationToken cancellationToken) =>
        sandbox is not null ? sandbox.CpuTime : TimeSpan.FromSeconds((await Counts.ReadAsync(cancellationToken)).CpuSeconds);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }
    }
}
