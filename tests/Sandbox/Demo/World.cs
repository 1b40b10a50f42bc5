using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Kubernetes;
using Sandbox.Nodes;
using Sandbox.OpenMetadata;

namespace Sandbox.Demo;

/// <summary>
/// Everything around the operator: a Kubernetes API server (or the one of a given kubeconfig) with controllers and a node,
/// dbt Cloud, and OpenMetadata. Disposing it ends all of it.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> loops = [];
    private readonly TimeProvider time;
    private ApiServer? kubernetes;
    private HttpClient? http;

    private World(TimeProvider time, DbtCloudServer dbtCloud, OpenMetadataServer openMetadata) =>
        (this.time, DbtCloud, OpenMetadata) = (time, dbtCloud, openMetadata);

    public DbtCloudServer DbtCloud { get; }

    public OpenMetadataServer OpenMetadata { get; }

    public ApiConnection Api => new(http!);

    public Uri Kubernetes => http!.BaseAddress!;

    public string Kubeconfig { get; private set; } = "";

    public static async Task<World> StartAsync(Checkout checkout, Samples samples, string? kubeconfig, TimeProvider time, CancellationToken cancellationToken)
    {
        var token = samples.Token("spec", "account", "tokenSecretRef");
        var bot = samples.Token("spec", "openMetadata", "tokenSecretRef");
        var world = new World(
            time,
            await DbtCloudServer.StartAsync(DemoWorld.At(time.GetUtcNow()).WithToken(DemoWorld.Token, known => known with { Value = token }), cancellationToken: cancellationToken),
            await OpenMetadataServer.StartAsync(OpenMetadataWorld.Demo(samples.Ingestion.Text("spec", "openMetadata", "databaseService")!) with { Bots = [new Bot("ingestion-bot", bot, null)] }, cancellationToken: cancellationToken));
        await world.StartKubernetesAsync(checkout, kubeconfig, cancellationToken);
        return world;
    }

    /// <summary>Starts what a cluster's own controllers do, unless the given cluster has them.</summary>
    public async Task StartControllersAsync(Checkout checkout, string @namespace, CancellationToken cancellationToken)
    {
        if (kubernetes is not null || !await HasControllersAsync(@namespace, cancellationToken))
        {
            loops.Add(new CronJobController(Api, time).RunAsync(stop.Token));
            loops.Add(new JobController(Api, time, Random).RunAsync(stop.Token));
        }

        var node = new Node(Api, Programs.OfTheSandbox(Environment.ProcessPath!, checkout.Operator), Path.Combine(checkout.Scratch, "pods"), time);
        if (kubernetes is not null)
        {
            kubernetes.PodLogs.Source = node.LogOf;
        }

        loops.Add(node.RunAsync(stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops.Select(Ended));
        http?.Dispose();
        if (kubernetes is not null)
        {
            await kubernetes.DisposeAsync();
        }

        await OpenMetadata.DisposeAsync();
        await DbtCloud.DisposeAsync();
        stop.Dispose();
    }

    private async Task StartKubernetesAsync(Checkout checkout, string? kubeconfig, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(checkout.Scratch);
        if (kubeconfig is null)
        {
            kubernetes = await ApiServer.StartAsync(new ApiServerOptions(), time, cancellationToken);
            kubeconfig = Path.Combine(checkout.Scratch, "kubeconfig");
            kubernetes.WriteKubeconfig(kubeconfig);
        }

        Kubeconfig = Path.GetFullPath(kubeconfig);
        http = KubeconfigFile.Connect(Kubeconfig);
    }

    /// <summary>A controller manager gives every namespace its default service account within moments.</summary>
    private async Task<bool> HasControllersAsync(string @namespace, CancellationToken cancellationToken)
    {
        for (var look = 0; look < 20; look++)
        {
            if (await Api.GetAsync($"/api/v1/namespaces/{@namespace}/serviceaccounts/default", cancellationToken) is not null)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }

        return false;
    }

    private static double Random() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    private static async Task Ended(Task loop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException)
        {
            // That is how a loop ends.
        }
    }
}
