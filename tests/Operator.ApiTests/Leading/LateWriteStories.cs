using System.Net;
using k8s.Models;
using Operator.ApiTests.Cluster;
using Operator.ApiTests.Servers;
using Operator.Cluster;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>What each API server makes of a write that another one has overtaken, and that its sender cannot take back.</summary>
public sealed class LateWriteStories(TestServers servers)
{
    private const string Marts = Standing.CronJobs + "/analytics-marts";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task A_status_that_was_overtaken_is_refused(ServerKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var seen = await scene.Standing.DeclaredAsync();
        var late = await scene.HeldAsync(HttpMethod.Patch, "/status", cluster => cluster.PublishAsync(seen, Status("0 1 * * *"), Token));

        Assert.IsType<WriteAnswer.Done>(await scene.Standing.Cluster.PublishAsync(seen, Status("0 2 * * *"), Token));

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));
        Assert.Equal("0 2 * * *", (await scene.Standing.Space.Get(Standing.PathOf("analytics"))).Ok()["status.schedule"]);
    }

    [Theory, OnEveryServer]
    public async Task An_apply_that_was_overtaken_is_refused(ServerKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var (owner, live) = await scene.AppliedAsync();
        var late = await scene.HeldAsync(HttpMethod.Patch, "/cronjobs/", cluster => cluster.ApplyAsync(scene.Standing.CronJobOf(owner, "0 1 * * *"), live, Token));

        Assert.IsType<WriteAnswer.Done>(await scene.Standing.Cluster.ApplyAsync(scene.Standing.CronJobOf(owner, "0 2 * * *"), live, Token));

        Assert.Equal(HttpStatusCode.Conflict, await scene.ArriveAsync(late));
        Assert.Equal("0 2 * * *", (await scene.Standing.Space.Get(Marts)).Ok()["spec.schedule"]);
    }

    [Theory, OnEveryServer]
    public async Task An_apply_to_a_CronJob_that_was_made_anew_is_refused(ServerKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var (owner, live) = await scene.AppliedAsync();
        var late = await scene.HeldAsync(HttpMethod.Patch, "/cronjobs/", cluster => cluster.ApplyAsync(scene.Standing.CronJobOf(owner, "0 1 * * *"), live, Token));

        await scene.MakeAnewAsync(owner);

        Assert.Equal(HttpStatusCode.Conflict, await scene.ArriveAsync(late));
        Assert.Equal("17 */6 * * *", (await scene.Standing.Space.Get(Marts)).Ok()["spec.schedule"]);
    }

    [Theory, OnEveryServer]
    public async Task A_delete_of_a_CronJob_that_was_made_anew_is_refused(ServerKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var (owner, live) = await scene.AppliedAsync();
        var late = await scene.HeldAsync(HttpMethod.Delete, "/cronjobs/", cluster => cluster.DeleteAsync(live, Token));

        await scene.MakeAnewAsync(owner);

        Assert.Equal(HttpStatusCode.Conflict, await scene.ArriveAsync(late));
        (await scene.Standing.Space.Get(Marts)).Ok();
    }

    private static IngestionStatus Status(string schedule) => new() { ObservedGeneration = 1, Schedule = schedule };

    private async Task<Scene> OpenAsync(ServerKind kind)
    {
        Network? network = null;
        var standing = await Standing.OnAsync(await servers.StartedAsync(kind), line => network = new Network(line));
        return new Scene(standing, network!);
    }

    /// <summary>An operator's way to one namespace, on which single requests can be held up.</summary>
    private sealed class Scene(Standing standing, Network network) : IAsyncDisposable
    {
        private Task _late = Task.CompletedTask;

        public Standing Standing => standing;

        public async Task<(DbtCloudIngestion Owner, V1CronJob Live)> AppliedAsync()
        {
            var owner = await standing.DeclaredAsync();
            Assert.IsType<WriteAnswer.Done>(await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token));
            return (owner, standing.Cluster.CronJobsOf(owner)[0]);
        }

        public async Task<HeldRequest> HeldAsync(HttpMethod method, string pathPart, Func<KubernetesCluster, Task> write)
        {
            var held = network.Hold(method, pathPart);
            _late = write(standing.Cluster);
            await held.SentAsync(Token);
            return held;
        }

        public async Task MakeAnewAsync(DbtCloudIngestion owner)
        {
            (await standing.Space.Delete(Marts)).Ok();
            Assert.IsType<WriteAnswer.Done>(await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token));
        }

        /// <summary>Its sender does not hear of it, and so cannot try again.</summary>
        public Task<HttpStatusCode> ArriveAsync(HeldRequest late)
        {
            network.Cut(Partition.Silent);
            return late.ArriveAsync(Token);
        }

        public async ValueTask DisposeAsync()
        {
            network.Heal();
            await _late;
            await standing.DisposeAsync();
            network.CutForGood();
        }
    }
}
