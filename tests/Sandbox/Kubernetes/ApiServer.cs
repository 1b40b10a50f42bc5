using System.Net;
using Sandbox.Kubernetes.Cleanup;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;
using Sandbox.Kubernetes.Watch;

namespace Sandbox.Kubernetes;

/// <summary>A Kubernetes API server in this process, over real HTTP on loopback; all it knows is in memory.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly WatchInterruptions _interruptions = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _cleanup;

    private ApiServer(ApiServerOptions options, TimeProvider time)
    {
        var registry = new Registry(new Store(options.HistoryLength), new ResourceCatalog(), PodLogs, time);
        Bootstrap.Run(registry);
        Faults = new Faults(registry.Store, _interruptions);
        var dispatcher = new Dispatcher(registry, _interruptions, options.BookmarkInterval);
        var handler = new RequestHandler(dispatcher, registry.Catalog, Requests, Faults, time);
        _web = Build(options);
        _web.Run(handler.HandleAsync);
        var removal = new Removal(registry, new Delete(registry));
        var cleanup = new BackgroundCleanup(registry.Store, new GarbageCollector(removal), new NamespaceCleanup(registry, removal), new DefinitionCleanup(registry, removal));
        _cleanup = cleanup.RunAsync(_stopping.Token);
    }

    public Uri Address => new(_web.Urls.First());

    public RequestLog Requests { get; } = new();

    /// <summary>Set its source to where pods run; then kubectl logs works.</summary>
    public PodLogs PodLogs { get; } = new();

    public Faults Faults { get; }

    public static async Task<ApiServer> StartAsync(ApiServerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var server = new ApiServer(options, time);
        await server._web.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Writes a kubeconfig that names this server, and returns the path.</summary>
    public string WriteKubeconfig(string path)
    {
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: sandbox
            clusters:
            - name: sandbox
              cluster: {server: "{{Address.ToString().TrimEnd('/')}}"}
            contexts:
            - name: sandbox
              context: {cluster: sandbox, user: sandbox, namespace: default}
            users:
            - name: sandbox
              user: {token: sandbox} # The client library wants some credential; nobody looks at it.

            """);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        _interruptions.Stop();
        await _stopping.CancelAsync();
        await _web.StopAsync();
        await _cleanup;
        await _web.DisposeAsync();
        _interruptions.Dispose();
        _stopping.Dispose();
    }

    private static WebApplication Build(ApiServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            // A watch may be silent for long.
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }
}
