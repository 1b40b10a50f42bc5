using Sandbox.Outside;

namespace Sandbox.OpenMetadata;

/// <summary>The part of an OpenMetadata server that the ingestion and the operator speak to, with its state in memory.</summary>
internal sealed class OpenMetadataServer : IAsyncDisposable
{
    private readonly LoopbackServer server;
    private readonly Gatekeeper gate;

    private OpenMetadataServer(LoopbackServer server, Gatekeeper gate, Catalog catalog)
    {
        this.server = server;
        this.gate = gate;
        Catalog = catalog;
    }

    public Uri Address => server.Address;

    /// <summary>The base that clients are given: it ends in /api.</summary>
    public Uri Api => new(server.Address, "/api");

    public RequestLog Requests => server.Requests;

    public FaultPlan Faults => server.Faults;

    public OpenMetadataWorld World => gate.World;

    /// <summary>What the server holds by now.</summary>
    public Catalog Catalog { get; }

    public static async Task<OpenMetadataServer> StartAsync(
        OpenMetadataWorld world, LoopbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = options ?? Options();
        var catalog = new Catalog(world);
        var gate = new Gatekeeper(world, catalog, settings.Time);
        var server = await LoopbackServer.StartAsync(settings, app => Map(app, gate), cancellationToken);
        return new OpenMetadataServer(server, gate, catalog);
    }

    /// <summary>Options with the error body of this API.</summary>
    public static LoopbackOptions Options(int port = 0, TimeProvider? time = null) =>
        new(Reply.ErrorBody) { Port = port, Time = time ?? TimeProvider.System };

    /// <summary>Version, bots and memory can change while it runs; services and tables are what it started with.</summary>
    public void Change(Func<OpenMetadataWorld, OpenMetadataWorld> change) => gate.Change(change);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static void Map(WebApplication app, Gatekeeper gate)
    {
        SystemRoutes.Map(app, gate);
        ServiceRoutes.Map(app, gate);
        PipelineRoutes.Map(app, gate);
        RunStateRoutes.Map(app, gate);
        TagRoutes.Map(app, gate);
        SearchRoutes.Map(app, gate);
        LineageRoutes.Map(app, gate);
        TestRoutes.Map(app, gate);
        app.MapFallback(context => context.Request.Path.StartsWithSegments("/api/v1")
            ? context.SendAsync(404, Reply.ErrorBody(404, null))
            : context.SendAsync(200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body><div id=\"root\"></div></body></html>"));
    }
}
