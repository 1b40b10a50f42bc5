using Sandbox.Outside;

namespace Sandbox.DbtCloud;

/// <summary>dbt Cloud's Administrative API over a world that tests and the demo describe.</summary>
internal sealed class DbtCloudServer : IAsyncDisposable
{
    private readonly LoopbackServer server;
    private readonly Doors doors;

    private DbtCloudServer(LoopbackServer server, Doors doors)
    {
        this.server = server;
        this.doors = doors;
    }

    public Uri Address => server.Address;

    public RequestLog Requests => server.Requests;

    public FaultPlan Faults => server.Faults;

    public DbtCloudWorld World => doors.World;

    public static async Task<DbtCloudServer> StartAsync(
        DbtCloudWorld world, LoopbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = options ?? Options();
        var doors = new Doors(world, settings.Time);
        var server = await LoopbackServer.StartAsync(settings, app => Map(app, doors, settings.Time), cancellationToken);
        return new DbtCloudServer(server, doors);
    }

    /// <summary>Options with the error body of this API.</summary>
    public static LoopbackOptions Options(int port = 0, TimeProvider? time = null) =>
        new((status, message) => Envelope.Failure(status, message)) { Port = port, Time = time ?? TimeProvider.System };

    /// <summary>Something happens at dbt Cloud: a run ends, a job is deactivated, a token is withdrawn.</summary>
    public void Change(Func<DbtCloudWorld, DbtCloudWorld> change) => doors.Change(change);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static void Map(WebApplication app, Doors doors, TimeProvider time)
    {
        AccountRoutes.Map(app, doors);
        JobRoutes.Map(app, doors, time);
        RunRoutes.Map(app, doors, time);
        ArtifactRoutes.Map(app, doors, time);
        app.MapFallback(context => context.SendAsync(404, "text/html; charset=utf-8", "<!DOCTYPE html><html><body><h1>Not Found</h1></body></html>"));
    }
}
