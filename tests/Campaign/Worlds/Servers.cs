using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Sandbox.InProcess;
using Sandbox.Kubernetes;
using Sandbox.OpenMetadata;

namespace Campaign.Worlds;

/// <summary>An API server, dbt Cloud and OpenMetadata in this process, on the time of one world.</summary>
internal sealed class Servers : IAsyncDisposable
{
    /// <summary>Bookmarks prove that a watch lives; one in a while is enough where nobody doubts it.</summary>
    private static readonly TimeSpan BetweenBookmarks = TimeSpan.FromMinutes(20);

    private static readonly Lazy<JsonObject> s_definition = new(() => ManifestFile.Read(Checkout.Find().CustomResourceDefinition).Single());

    private readonly ApiServerCore _core;
    private readonly HttpClient _http;

    private Servers(ApiServerCore core, InProcessServer dbtCloud, InProcessServer openMetadata)
    {
        (_core, DbtCloud, OpenMetadata) = (core, dbtCloud, openMetadata);
        Kubernetes = new InProcessHandler(features => core.HandleAsync(new DefaultHttpContext(features)));
        _http = new HttpClient(Kubernetes, disposeHandler: false) { BaseAddress = KubernetesAddress, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("people");
        Api = new ApiConnection(_http);
    }

    public static Uri KubernetesAddress { get; } = new("http://kubernetes.example.com/");

    public InProcessHandler Kubernetes { get; }

    public InProcessServer DbtCloud { get; }

    public InProcessServer OpenMetadata { get; }

    /// <summary>As people and other programs reach the API server: no fault is in their way.</summary>
    public ApiConnection Api { get; }

    public Sandbox.Kubernetes.Faults Faults => _core.Faults;

    public required DbtCloudServer DbtCloudWorld { get; init; }

    public required OpenMetadataServer OpenMetadataWorld { get; init; }

    public static JsonObject Definition => s_definition.Value;

    public static async Task<Servers> StartAsync(TimeProvider time)
    {
        var dbtCloud = new InProcessServer(new Uri(Places.DbtCloud));
        var openMetadata = new InProcessServer(new Uri(Places.OpenMetadata));
        var accounts = await DbtCloudServer.StartAsync(Sandbox.DbtCloud.DemoWorld.At(time.GetUtcNow()), DbtCloudServer.Options(time: time) with { InProcess = dbtCloud });
        var catalog = await OpenMetadataServer.StartAsync(Sandbox.OpenMetadata.OpenMetadataWorld.Demo() with { Bots = [Bot.Named("ingestion-bot"), Bot.Named("second-bot")] }, OpenMetadataServer.Options(time: time) with { InProcess = openMetadata });
        var core = new ApiServerCore(new ApiServerOptions { BookmarkInterval = BetweenBookmarks }, time);
        return new Servers(core, dbtCloud, openMetadata) { DbtCloudWorld = accounts, OpenMetadataWorld = catalog };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _core.DisposeAsync();
        await DbtCloudWorld.DisposeAsync();
        await OpenMetadataWorld.DisposeAsync();
        Kubernetes.Dispose();
    }
}
