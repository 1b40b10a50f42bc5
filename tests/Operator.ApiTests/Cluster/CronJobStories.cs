using Operator.ApiTests.Servers;
using Operator.Cluster;
using Xunit;

namespace Operator.ApiTests.Cluster;

public sealed class CronJobStories(TestServers servers)
{
    private const string Marts = Standing.CronJobs + "/analytics-marts";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task A_new_CronJob_exists_is_known_at_once_and_names_its_owner(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token));

        Assert.Equal("analytics-marts", Assert.Single(standing.Cluster.CronJobsOf(owner)).Metadata.Name);
        var stored = (await standing.Space.Get(Marts)).Ok();
        Assert.Equal(owner.Metadata.Uid, stored["metadata.ownerReferences.0.uid"]);
        Assert.NotNull(stored.ManagedBy("dbt-cloud-ingestion-operator"));
    }

    [Theory, OnEveryServer]
    public async Task What_somebody_changed_on_our_CronJob_is_set_right_again(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        (await standing.Space.MergePatch(Marts, """{"spec":{"schedule":"* * * * *"}}""")).Ok();
        await standing.UntilAsync(() => standing.Cluster.CronJobsOf(owner)[0].Spec.Schedule == "* * * * *");

        var answer = await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), standing.Cluster.CronJobsOf(owner)[0], Token);

        Assert.IsType<WriteAnswer.Done>(answer);
        Assert.Equal("17 */6 * * *", (await standing.Space.Get(Marts)).Ok()["spec.schedule"]);
    }

    [Theory, OnEveryServer]
    public async Task Applying_the_same_again_changes_nothing(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        var before = (await standing.Space.Get(Marts)).Ok().Version;

        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), standing.Cluster.CronJobsOf(owner)[0], Token);

        Assert.Equal(before, (await standing.Space.Get(Marts)).Ok().Version);
    }

    [Theory, OnEveryServer]
    public async Task A_strangers_CronJob_of_the_same_name_is_left_as_it_is(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        var before = (await standing.Space.Post(Standing.CronJobs, Contract.CronJobs.Named("analytics-marts"))).Created();

        var answer = await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);

        Assert.IsType<WriteAnswer.NameTaken>(answer);
        Assert.Equal(before.Version, (await standing.Space.Get(Marts)).Ok().Version);
    }

    [Theory, OnEveryServer]
    public async Task Our_CronJob_that_lost_its_label_gets_it_back(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        (await standing.Space.MergePatch(Marts, """{"metadata":{"labels":null},"spec":{"schedule":"* * * * *"}}""")).Ok();
        await standing.UntilAsync(() => standing.Cluster.CronJobsOf(owner).Count == 0);

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token));

        Assert.Single(standing.Cluster.CronJobsOf(owner));
        Assert.Equal("17 */6 * * *", (await standing.Space.Get(Marts)).Ok()["spec.schedule"]);
    }

    [Theory, OnEveryServer]
    public async Task A_CronJob_that_was_deleted_meanwhile_is_not_made_anew_from_an_old_sight_of_it(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        var live = standing.Cluster.CronJobsOf(owner)[0];
        (await standing.Space.Delete(Marts)).Ok();

        Assert.IsType<WriteAnswer.Stale>(await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), live, Token));
        Assert.Equal(404, (await standing.Space.Get(Marts)).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_CronJob_that_the_API_server_finds_wrong_is_rejected_with_its_sentence(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();

        var answer = await standing.Cluster.ApplyAsync(standing.CronJobOf(owner, schedule: "x"), null, Token);

        Assert.Contains("expected exactly 5 fields", Assert.IsType<WriteAnswer.Rejected>(answer).Why, StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_deleted_CronJob_is_gone_and_deleting_it_again_is_no_trouble(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        var live = standing.Cluster.CronJobsOf(owner)[0];

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.DeleteAsync(live, Token));
        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.DeleteAsync(live, Token));

        Assert.Empty(standing.Cluster.CronJobsOf(owner));
        Assert.Equal(404, (await standing.Space.Get(Marts)).Status);
    }

    [Theory, OnEveryServer]
    public async Task The_successor_of_a_CronJob_survives_its_deletion(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        var live = standing.Cluster.CronJobsOf(owner)[0];
        (await standing.Space.Delete(Marts)).Ok();
        (await standing.Space.Post(Standing.CronJobs, Contract.CronJobs.Named("analytics-marts"))).Created();

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.DeleteAsync(live, Token));

        (await standing.Space.Get(Marts)).Ok();
    }
}
