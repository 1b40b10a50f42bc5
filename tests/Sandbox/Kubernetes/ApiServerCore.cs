using Sandbox.Kubernetes.Cleanup;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;
using Sandbox.Kubernetes.Watch;

namespace Sandbox.Kubernetes;

/// <summary>A Kubernetes API server without a port: what it stores, and what answers its requests.</summary>
internal sealed class ApiServerCore : IAsyncDisposable
{
    private readonly WatchInterruptions _interruptions = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestHandler _handler;
    private readonly Task _cleanup;

    public ApiServerCore(ApiServerOptions options, TimeProvider time)
    {
        var registry = new Registry(new Store(options.HistoryLength), new ResourceCatalog(), PodLogs, time);
        Bootstrap.Run(registry);
        Faults = new Faults(registry.Store, _interruptions);
        var dispatcher = new Dispatcher(registry, _interruptions, options.BookmarkInterval);
        _handler = new RequestHandler(dispatcher, registry.Catalog, Requests, Faults, time);
        var removal = new Removal(registry, new Delete(registry));
        var cleanup = new BackgroundCleanup(registry.Store, new GarbageCollector(removal), new NamespaceCleanup(registry, removal), new DefinitionCleanup(registry, removal));
        _cleanup = cleanup.RunAsync(_stopping.Token);
    }

    public RequestLog Requests { get; } = new();

    public PodLogs PodLogs { get; } = new();

    public Faults Faults { get; }

    public Task HandleAsync(HttpContext context) => _handler.HandleAsync(context);

    /// <summary>Ends every open watch.</summary>
    public void Stop() => _interruptions.Stop();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _stopping.CancelAsync();
        await _cleanup;
        _interruptions.Dispose();
        _stopping.Dispose();
    }
}
