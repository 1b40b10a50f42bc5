using Operator.ApiTests.Servers;
using Operator.Cluster;
using Xunit;

namespace Operator.ApiTests.Cluster;

/// <summary>A CronJob of the name that is wanted exists already, and is somebody else's. Its schedule is the very one that is wanted.</summary>
public sealed class NameStories(TestServers servers)
{
    private const string Marts = Standing.CronJobs + "/analytics-marts";
    private const string Spec = """
        "spec":{"schedule":"17 */6 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","serviceAccountName":"theirs","containers":[{"name":"ingestion","image":"theirs:1"}]}}}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task One_that_was_created_is_left_as_it_is(ServerKind kind) =>
        await LeftAloneAsync(kind, space => space.Post(Standing.CronJobs, Stranger("")), "somebody who left no owner reference");

    /// <summary>kubectl apply without --server-side: an update, with an annotation of its own.</summary>
    [Theory, OnEveryServer]
    public async Task One_that_was_applied_by_the_client_is_left_as_it_is(ServerKind kind) => await LeftAloneAsync(
        kind,
        space => space.Post(Standing.CronJobs + "?fieldManager=kubectl-client-side-apply", Stranger(""","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}"}""")),
        "somebody who left no owner reference");

    /// <summary>As Argo CD does it: nothing that the operator applies is in conflict with any field.</summary>
    [Theory, OnEveryServer]
    public async Task One_that_was_applied_by_the_server_is_left_as_it_is(ServerKind kind) => await LeftAloneAsync(
        kind,
        space => space.Apply(Marts, "argocd-controller", """{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"analytics-marts"},"spec":{"schedule":"17 */6 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","serviceAccountName":"theirs","containers":[{"name":"report","image":"theirs:1"}]}}}}}}"""),
        "somebody who left no owner reference");

    [Theory, OnEveryServer]
    public async Task One_of_a_Helm_release_is_left_as_it_is_and_Helm_is_named(ServerKind kind) => await LeftAloneAsync(
        kind,
        space => space.Post(Standing.CronJobs + "?fieldManager=helm", Stranger(""","labels":{"app.kubernetes.io/managed-by":"Helm"},"annotations":{"meta.helm.sh/release-name":"reports"}""")),
        "somebody who left no owner reference (app.kubernetes.io/managed-by: Helm)");

    /// <summary>The owner exists, so that nothing is collected.</summary>
    [Theory, OnEveryServer]
    public async Task One_of_another_operator_is_left_as_it_is_and_its_owner_is_named(ServerKind kind) => await LeftAloneAsync(
        kind,
        async space =>
        {
            var owner = (await space.Post("/api/v1/~/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"nightly"}}""")).Created();
            return await space.Apply(Marts, "another-operator", Stranger($$$""","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"nightly","uid":"{{{owner.Uid}}}","controller":true}]"""));
        },
        "ConfigMap nightly");

    /// <summary>Names, and hyphens between them: both mean the same CronJob.</summary>
    [Theory, OnEveryServer]
    public async Task That_of_another_ingestion_is_left_as_it_is_and_that_ingestion_is_named(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var first = await standing.DeclaredAsync();
        var second = await standing.DeclaredAsync("analytics-marts");
        await standing.Cluster.ApplyAsync(standing.CronJobOf(first), null, Token);
        var before = (await standing.Space.Get(Marts)).Ok();
        var wanted = standing.CronJobOf(second);

        var answer = await standing.Cluster.ApplyAsync(wanted with { Metadata = wanted.Metadata with { Name = "analytics-marts" } }, null, Token);

        Assert.Equal("DbtCloudIngestion analytics", Assert.IsType<WriteAnswer.NameTaken>(answer).By);
        Assert.Equal(before.Text, (await standing.Space.Get(Marts)).Ok().Text);
    }

    [Theory, OnEveryServer]
    public async Task One_that_was_ours_and_has_another_owner_now_is_not_deleted(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        var another = await standing.DeclaredAsync("finance");
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        var live = standing.Cluster.CronJobsOf(owner)[0];
        (await standing.Space.MergePatch(Marts, $$$"""
            {"metadata":{"ownerReferences":[{"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","name":"finance","uid":"{{{another.Metadata.Uid}}}","controller":true}]}}
            """)).Ok();

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.DeleteAsync(live, Token));

        (await standing.Space.Get(Marts)).Ok();
    }

    [Theory, OnEveryServer]
    public async Task One_of_ours_that_somebody_has_written_meanwhile_is_deleted_all_the_same(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);
        var live = standing.Cluster.CronJobsOf(owner)[0];
        (await standing.Space.MergePatch(Marts, """{"metadata":{"annotations":{"somebody":"wrote"}}}""")).Ok();

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.DeleteAsync(live, Token));

        await standing.Space.UntilGone(Marts);
    }

    private async Task LeftAloneAsync(ServerKind kind, Func<Contract.Space, Task<Contract.Answer>> make, string by)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        var made = (await make(standing.Space)).Created();

        var answer = await standing.Cluster.ApplyAsync(standing.CronJobOf(owner), null, Token);

        Assert.Equal(by, Assert.IsType<WriteAnswer.NameTaken>(answer).By);
        Assert.Empty(standing.Cluster.CronJobsOf(owner));
        Assert.Equal(made.Text, (await standing.Space.Get(Marts)).Ok().Text);
    }

    private static string Stranger(string moreMetadata) =>
        $$$"""{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"analytics-marts"{{{moreMetadata}}}},{{{Spec}}}}""";
}
