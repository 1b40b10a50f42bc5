using Sandbox.Outside;

namespace Sandbox.DbtCloud;

/// <summary>
/// Object storage on a host of its own, where artifacts really lie: a signed address opens it, and a token that comes along is
/// refused, as object storage refuses two ways of signing in at once.
/// </summary>
internal sealed class ArtifactStorageServer : IAsyncDisposable
{
    private readonly LoopbackServer server;

    private ArtifactStorageServer(LoopbackServer server) => this.server = server;

    /// <summary>By another name than that of dbt Cloud's stand-in, so that it is another host.</summary>
    public Uri Address => new UriBuilder(server.Address) { Host = "localhost" }.Uri;

    public RequestLog Requests => server.Requests;

    public FaultPlan Faults => server.Faults;

    /// <summary>Starts it beside a dbt Cloud, which from then on sends all downloads of artifacts there.</summary>
    public static async Task<ArtifactStorageServer> StartAsync(DbtCloudServer cloud, LoopbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = options ?? DbtCloudServer.Options();
        var storage = new ArtifactStorageServer(await LoopbackServer.StartAsync(settings, app => Map(app, cloud, settings.Time), cancellationToken));
        cloud.Change(world => world with { ArtifactStorage = storage.Address });
        return storage;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static void Map(WebApplication app, DbtCloudServer cloud, TimeProvider time)
    {
        foreach (var route in (string[])[ArtifactRoutes.OfRun, ArtifactRoutes.OfJob])
        {
            app.MapGet(route, context => SendAsync(context, cloud.World, time.GetUtcNow()));
        }

        app.MapFallback(context => Refuse(context, 404, "NoSuchKey", "The specified key does not exist."));
    }

    private static Task SendAsync(HttpContext context, DbtCloudWorld world, DateTimeOffset now)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            return Refuse(context, 400, "InvalidArgument", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified");
        }

        if (!SignedAddress.IsSigned(context.Request))
        {
            return Refuse(context, 403, "AccessDenied", "Access Denied");
        }

        var account = world.Accounts.FirstOrDefault(account => account.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == context.Request.RouteValues["account"]!.ToString());
        return account is not null && ArtifactRoutes.Find(account, context.Request, now) is { } file
            ? context.SendFileAsync("binary/octet-stream", file)
            : Refuse(context, 404, "NoSuchKey", "The specified key does not exist.");
    }

    private static Task Refuse(HttpContext context, int status, string code, string message) =>
        context.SendAsync(status, "application/xml", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>");
}
