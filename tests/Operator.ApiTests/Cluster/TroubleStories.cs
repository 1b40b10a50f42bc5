using System.Threading.Channels;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Resource;
using Sandbox.Kubernetes;
using Xunit;
using Reading = Operator.Cluster.Watching.Objects;

namespace Operator.ApiTests.Cluster;

/// <summary>Connections that break and history that is gone: what only the sandbox does on request.</summary>
public sealed class TroubleStories
{
    private const string CronJobs = "/apis/batch/v1/namespaces/default/cronjobs";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_when_every_watch_is_cut_and_the_history_is_gone_meanwhile()
    {
        await using var server = await ApiServer.StartAsync(new ApiServerOptions(), TimeProvider.System, Token);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var api = new ApiClient(ApiConnection.From(new KubernetesClientConfiguration { Host = server.Address.ToString() }), new ApiOptions(), TimeProvider.System, Leadership.WithoutElection(TimeProvider.System));
        using var stop = new CancellationTokenSource();
        var changes = Channel.CreateUnbounded<IngestionKey>();
        var stores = new Stores();
        var reflector = new Reflector<k8s.Models.V1CronJob>(
            api,
            new Reflected<k8s.Models.V1CronJob>(ApiResource.CronJobs, null, Names.IngestionLabel, Reading.CronJob),
            stores.CronJobs,
            new WatchOptions(),
            TimeProvider.System,
            () => 0.5,
            NullLogger.Instance);
        await CreateAsync(http, "doomed");
        var running = reflector.RunAsync((key, _) => changes.Writer.TryWrite(key), stop.Token);
        await reflector.Synced.WaitAsync(Token);
        await UntilAsync(changes, () => Holds(stores, "doomed"));

        server.Faults.FailNext(1, request => request.Path == "/apis/batch/v1/cronjobs", 503);
        server.Faults.CutWatches();
        await CreateAsync(http, "made-meanwhile");
        using var deleted = await http.DeleteAsync(new Uri($"{CronJobs}/doomed", UriKind.Relative), Token);
        server.Faults.ExpireHistory();

        await UntilAsync(changes, () => Holds(stores, "made-meanwhile") && !Holds(stores, "doomed"));
        await stop.CancelAsync();
        await running;
    }

    private static bool Holds(Stores stores, string name) => stores.CronJobs.Find(new ObjectName("default", name)) is not null;

    private static async Task CreateAsync(HttpClient http, string name)
    {
        var body = $$$"""
            {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"{{{name}}}","labels":{"metadata-ingestion.io/ingestion":"{{{name}}}"} },"spec":{"schedule":"0 0 1 1 *",
             "jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x"}]} } } } } }
            """;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var created = await http.PostAsync(new Uri(CronJobs, UriKind.Relative), content, Token);
        Assert.Equal(System.Net.HttpStatusCode.Created, created.StatusCode);
    }

    private static async Task UntilAsync(Channel<IngestionKey> changes, Func<bool> holds)
    {
        while (!holds())
        {
            await changes.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        }
    }
}
