using System.Threading.Channels;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Servers;
using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Cluster;

/// <summary>The operator's view of one namespace of a server, its watches running.</summary>
internal sealed class Standing : IAsyncDisposable
{
    private const string Definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/dbtcloudingestions.metadata-ingestion.io";
    private const string Ingestions = "/apis/metadata-ingestion.io/v1alpha1/~/dbtcloudingestions";
    public const string CronJobs = "/apis/batch/v1/~/cronjobs";

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<IngestionKey> _changes = Channel.CreateUnbounded<IngestionKey>();
    private readonly ApiClient _api;
    private readonly Task _running;

    private Standing(Space space, ApiConnection connection)
    {
        Space = space;
        _api = new ApiClient(connection, new ApiOptions(), TimeProvider.System, Leadership.WithoutElection(TimeProvider.System));
        var watches = new Watches(_api, new WatchScope([space.Name]), new WatchOptions(), TimeProvider.System, () => 0.5, NullLogger<Watches>.Instance);
        Cluster = new KubernetesCluster(_api, watches, new OwnPod(_api, new OwnPodName(null, null), TimeProvider.System, NullLogger<OwnPod>.Instance), new ClusterOptions { Instance = "operator-0" }, TimeProvider.System, NullLogger<KubernetesCluster>.Instance);
        Synced = watches.Synced;
        _running = watches.RunAsync((key, _) => _changes.Writer.TryWrite(key), _stop.Token);
    }

    public Space Space { get; }

    public KubernetesCluster Cluster { get; }

    private Task Synced { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="server">Where.</param>
    /// <param name="over">What lies between the operator and the server.</param>
    public static async Task<Standing> OnAsync(RunningServer server, Func<HttpMessageHandler, HttpMessageHandler>? over = null)
    {
        var space = await Space.OpenAsync(server);
        var status = (await space.Apply(Definition, "tests", await File.ReadAllTextAsync(DefinitionFile(), Token), force: true)).Status;
        Assert.InRange(status, 200, 201);
        await space.Until(Ingestions, served => served.Status == 200);
        var connection = ApiConnection.From(ApiConnection.Load(server.Kubeconfig));
        var standing = new Standing(space, connection with { Handler = over?.Invoke(connection.Handler) ?? connection.Handler });
        await standing.Synced.WaitAsync(Token);
        return standing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _api.Dispose();
        _stop.Dispose();
        Space.Dispose();
    }

    /// <summary>Declares an ingestion as a user would, and waits until the watch has told of it.</summary>
    public async Task<DbtCloudIngestion> DeclaredAsync(string name = "analytics")
    {
        (await Space.Post(Ingestions, $$$"""
            {"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","metadata":{"name":"{{{name}}}"},"spec":{
              "account":{"id":12345,"region":"EMEA","tokenSecretRef":{"name":"dbt-cloud"}},"schedule":{"cron":"H */6 * * *"},
              "openMetadata":{"url":"http://openmetadata:8585","tokenSecretRef":{"name":"bot"},"databaseService":"warehouse"} } }
            """)).Created();
        return await SeenAsync(name, _ => true);
    }

    /// <summary>The ingestion as the store holds it once it looks as wanted; every look follows a change that was told.</summary>
    public async Task<DbtCloudIngestion> SeenAsync(string name, Func<DbtCloudIngestion, bool> wanted)
    {
        await UntilAsync(() => Cluster.Find(Key(name)) is { } found && wanted(found));
        return Cluster.Find(Key(name))!;
    }

    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await _changes.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        }
    }

    public IngestionKey Key(string name) => new(Space.Name, name);

    public static string PathOf(string ingestion) => $"{Ingestions}/{ingestion}";

    /// <summary>A CronJob as the plan would desire it, down to the owner.</summary>
    public V1CronJob CronJobOf(DbtCloudIngestion owner, string schedule = "17 */6 * * *", bool labelled = true) => new()
    {
        Metadata = new V1ObjectMeta
        {
            NamespaceProperty = Space.Name,
            Name = $"{owner.Metadata.Name}-marts",
            Labels = labelled ? new Dictionary<string, string> { [Names.IngestionLabel] = owner.Metadata.Name } : null,
            OwnerReferences = [new V1OwnerReference { ApiVersion = Names.ApiVersion, Kind = Names.Kind, Name = owner.Metadata.Name, Uid = owner.Metadata.Uid, Controller = true }],
        },
        Spec = new V1CronJobSpec { Schedule = schedule, JobTemplate = new V1JobTemplateSpec { Spec = new V1JobSpec { Template = Pod } } },
    };

    private static V1PodTemplateSpec Pod => new()
    {
        Spec = new V1PodSpec { RestartPolicy = "Never", Containers = [new V1Container { Name = "ingestion", Image = "ingestion:1" }] },
    };

    private static string DefinitionFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Operator.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "crds", "metadata-ingestion.io_dbtcloudingestions.yaml");
    }
}
