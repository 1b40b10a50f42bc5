using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Operator.Hosting;
using Operator.Hosting.Measuring;
using Operator.Outbound;
using Operator.Plan;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Sandbox.Kubernetes;
using Sandbox.Nodes;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>An empty cluster with the CRD, dbt Cloud and OpenMetadata around one operator; each story has a world of its own.</summary>
internal sealed class StoryWorld : IAsyncDisposable
{
    public const string Namespace = "data";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("story-");
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> loops = [];
    private readonly HttpClient http;
    private readonly Stack<IHost> operators = new();

    private StoryWorld(ApiServer kubernetes, DbtCloudServer dbtCloud, OpenMetadataServer openMetadata)
    {
        (Kubernetes, DbtCloud, OpenMetadata) = (kubernetes, dbtCloud, openMetadata);
        http = KubeconfigFile.Connect(kubernetes.WriteKubeconfig(Kubeconfig));
        http.DefaultRequestHeaders.UserAgent.ParseAdd("story");
        Api = new ApiConnection(http);
    }

    public ApiServer Kubernetes { get; }

    public DbtCloudServer DbtCloud { get; }

    public OpenMetadataServer OpenMetadata { get; }

    public ApiConnection Api { get; }

    /// <summary>Every line that the operator has logged, at every level.</summary>
    public LineLog Log { get; } = new();

    public string BotToken => OpenMetadata.World.Bots[0].Token;

    public string Kubeconfig => Path.Combine(folder.FullName, "kubeconfig");

    /// <summary>What an operator needs to find its way about this world.</summary>
    public OperatorOptions Options => new()
    {
        Kubeconfig = Kubeconfig,
        Plan = new PlanOptions { FetchImage = "dbt-cloud-ingestion-operator:story", FetchSpread = TimeSpan.Zero, FetchWay = new FetchWay { AllowInsecureEndpoints = true, AllowedCidrs = ["127.0.0.0/8"] } },
        Outbound = new OutboundOptions { AllowInsecureEndpoints = true, AllowedCidrs = [IPNetwork.Parse("127.0.0.0/8")], CallTimeout = TimeSpan.FromSeconds(5) },
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<StoryWorld> StartAsync(Func<DbtCloudWorld, DbtCloudWorld>? change = null, Func<OpenMetadataWorld, OpenMetadataWorld>? catalog = null)
    {
        var accounts = DemoWorld.At(TimeProvider.System.GetUtcNow());
        var metadata = OpenMetadataWorld.Demo();
        var world = new StoryWorld(
            await ApiServer.StartAsync(new ApiServerOptions(), TimeProvider.System, Cancelled),
            await DbtCloudServer.StartAsync(change?.Invoke(accounts) ?? accounts, cancellationToken: Cancelled),
            await OpenMetadataServer.StartAsync(catalog?.Invoke(metadata) ?? metadata, cancellationToken: Cancelled));
        await world.ApplyAsync(ManifestFile.Read(Checkout.Find().CustomResourceDefinition).Single());
        await world.ApplyAsync(Manifests.Namespace());
        return world;
    }

    /// <summary>A world with an operator in which analytics is ready, and nothing has run.</summary>
    public static async Task<StoryWorld> SettledAsync(Action<JsonObject>? change = null)
    {
        var world = await StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", change));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        return world;
    }

    /// <summary>The ingestion asks dbt Cloud itself.</summary>
    public static void Direct(JsonObject ingestion) => ingestion["spec"]!["artifacts"] = new JsonObject { ["mode"] = "Direct" };

    public Task ApplyAsync(JsonObject item) => new Installation(Api, TimeProvider.System).ApplyAsync(item, Cancelled);

    public async Task ApplySecretsAsync(string @namespace = Namespace)
    {
        await ApplyAsync(Manifests.Secret("dbt-cloud", "token", DemoWorld.Token, @namespace));
        await ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", BotToken, @namespace));
    }

    /// <summary>An ingestion that would settle; <paramref name="change"/> spoils or extends it.</summary>
    public JsonObject Ingestion(string name, Action<JsonObject>? change = null)
    {
        var ingestion = Manifests.Ingestion(name, DbtCloud.Address, OpenMetadata.Api);
        change?.Invoke(ingestion);
        return ingestion;
    }

    /// <summary>
    /// Starts it as people do; <paramref name="change"/> sets options, <paramref name="adjust"/> replaces registrations. With a
    /// <paramref name="clock"/> of its own nothing happens by itself until the test moves it.
    /// </summary>
    public async Task StartOperatorAsync(
        Func<OperatorOptions, OperatorOptions>? change = null, TimeProvider? clock = null, Action<IServiceCollection>? adjust = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        builder.Services.AddIngestionOperator(change?.Invoke(Options) ?? Options).AddSingleton(clock ?? TimeProvider.System);
        adjust?.Invoke(builder.Services);
        operators.Push(builder.Build());
        await operators.Peek().StartAsync(Cancelled);
    }

    /// <summary>Stops the one that was started last.</summary>
    public async Task StopOperatorAsync()
    {
        using var last = operators.Pop();
        await last.StopAsync(Cancelled);
    }

    /// <summary>What /metrics shows now.</summary>
    public async Task<string> MetricsAsync()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await operators.Peek().Services.GetRequiredService<MetricsPage>().WriteAsync(context);
        await context.Response.BodyWriter.FlushAsync(Cancelled);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>Starts what runs Jobs: the controllers and a node; <paramref name="change"/> puts stand-ins of its own among the node's programs.</summary>
    public void StartControllers(Func<Programs, Programs>? change = null)
    {
        loops.Add(new JobController(Api, TimeProvider.System, () => 0.5).RunAsync(stop.Token));
        var programs = Programs.OfTheSandbox(Path.Combine(AppContext.BaseDirectory, "sandbox"), Path.Combine(AppContext.BaseDirectory, "dbt-cloud-ingestion-operator"));
        var node = new Node(Api, change?.Invoke(programs) ?? programs, Path.Combine(folder.FullName, "pods"), TimeProvider.System);
        Kubernetes.PodLogs.Source = node.LogOf;
        loops.Add(node.RunAsync(stop.Token));
    }

    /// <summary>Follows an object until it is as wanted, and returns it as it is then.</summary>
    public async Task<JsonObject> UntilAsync(string path, string name, Func<JsonObject, bool> wanted)
    {
        var changed = Channel.CreateUnbounded<string>();
        var reflector = new Reflector(Api, path, changed.Writer, TimeProvider.System);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        watching.CancelAfter(Patience);
        var watch = reflector.RunAsync(watching.Token);
        try
        {
            while (true)
            {
                if (reflector.All().FirstOrDefault(item => item.NameOf() == name) is { } found && wanted(found))
                {
                    return found;
                }

                await changed.Reader.ReadAsync(watching.Token);
            }
        }
        catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
        {
            throw new TimeoutException($"{name} is not as the story wants it after {Patience.TotalSeconds} s; it is {reflector.All().FirstOrDefault(item => item.NameOf() == name)?["status"]}");
        }
        finally
        {
            await watching.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        }
    }

    public Task<JsonObject> UntilIngestionAsync(string name, Func<JsonObject, bool> wanted, string @namespace = Namespace) =>
        UntilAsync($"/apis/metadata-ingestion.io/v1alpha1/namespaces/{@namespace}/dbtcloudingestions", name, wanted);

    public Task<JsonObject> UntilConditionAsync(string name, string type, string reason) =>
        UntilIngestionAsync(name, item => item.Condition(type)?.Text("reason") == reason);

    public Task<JsonObject> UntilReadyAsync(string name, string @namespace = Namespace) => UntilIngestionAsync(
        name, item => item.Condition("Ready")?.Text("status") == "True" && item.Number("status", "observedGeneration") == item.Number("metadata", "generation"), @namespace);

    public Task<JsonObject?> CronJobAsync(string name) => Api.GetAsync($"/apis/batch/v1/namespaces/{Namespace}/cronjobs/{name}", Cancelled);

    public async ValueTask DisposeAsync()
    {
        foreach (var started in operators)
        {
            await started.StopAsync(CancellationToken.None);
            started.Dispose();
        }

        await stop.CancelAsync();
        foreach (var loop in loops)
        {
            await loop.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        http.Dispose();
        await Kubernetes.DisposeAsync();
        await DbtCloud.DisposeAsync();
        await OpenMetadata.DisposeAsync();
        stop.Dispose();
        Log.Dispose();
        folder.Delete(recursive: true);
    }
}
