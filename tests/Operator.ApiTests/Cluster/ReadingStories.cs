using k8s.Models;
using Operator.ApiTests.Servers;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Cluster;

/// <summary>Secrets, events, and what the watches tell.</summary>
public sealed class ReadingStories(TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task A_secrets_key_is_found_and_its_revision_moves_with_it(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        (await standing.Space.Post("/api/v1/~/secrets", """{"metadata":{"name":"dbt-cloud"},"stringData":{"token":"  tøken\n"}}""")).Created();
        var before = await ReadAsync(standing, "token");
        (await standing.Space.MergePatch("/api/v1/~/secrets/dbt-cloud", """{"stringData":{"token":"other"}}""")).Ok();

        var after = await ReadAsync(standing, "token");

        Assert.Equal("  tøken\n", Assert.IsType<KeyAnswer.Found>(before).Value);
        Assert.Equal("other", Assert.IsType<KeyAnswer.Found>(after).Value);
        Assert.NotEqual(((KeyAnswer.Found)before).Revision, ((KeyAnswer.Found)after).Revision);
    }

    [Theory, OnEveryServer]
    public async Task A_missing_secret_and_a_missing_key_are_told_apart(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        Assert.IsType<KeyAnswer.ObjectMissing>(await ReadAsync(standing, "token"));
        (await standing.Space.Post("/api/v1/~/secrets", """{"metadata":{"name":"dbt-cloud"},"stringData":{"user":"x"}}""")).Created();

        Assert.Equal(["user"], Assert.IsType<KeyAnswer.KeyMissing>(await ReadAsync(standing, "token")).Keys);
    }

    [Theory, OnEveryServer]
    public async Task An_event_is_taken_and_regards_the_ingestion(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var about = await standing.DeclaredAsync();

        await standing.Cluster.AnnounceAsync(about, new Notice(true, "SecretNotFound", "Resolve", "Create the Secret."), Token);

        var events = (await standing.Space.Get("/apis/events.k8s.io/v1/~/events")).Ok();
        Assert.Equal(
            ("SecretNotFound", "Create the Secret.", about.Metadata.Uid, "operator-0"),
            (events["items.0.reason"], events["items.0.note"], events["items.0.regarding.uid"], events["items.0.reportingInstance"]));
    }

    [Theory, OnEveryServer]
    public async Task Changes_and_deletions_of_an_ingestion_are_seen(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        await standing.DeclaredAsync();

        (await standing.Space.MergePatch(Standing.PathOf("analytics"), """{"spec":{"suspend":true}}""")).Ok();
        await standing.SeenAsync("analytics", ingestion => ingestion.Spec!.Suspend == true);
        (await standing.Space.Delete(Standing.PathOf("analytics"))).Ok();

        await standing.UntilAsync(() => standing.Cluster.Find(standing.Key("analytics")) is null);
    }

    [Theory, OnEveryServer]
    public async Task A_Job_that_somebody_starts_by_hand_is_seen_with_its_ingestion(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();

        (await standing.Space.Post("/apis/batch/v1/~/jobs", """
            {"metadata":{"name":"by-hand","labels":{"metadata-ingestion.io/ingestion":"analytics"}},
             "spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"ingestion","image":"ingestion:1"}]}}}}
            """)).Created();

        await standing.UntilAsync(() => standing.Cluster.JobsOf(owner).Count == 1);
        Assert.Equal("by-hand", standing.Cluster.JobsOf(owner)[0].Metadata.Name);
        Assert.Equal([], await standing.Cluster.ReadPodsAsync(standing.Cluster.JobsOf(owner)[0], Token));
    }

    [Theory, OnEveryServer]
    public async Task A_log_that_nobody_can_hand_out_is_none(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        (await standing.Space.Post("/api/v1/~/serviceaccounts", """{"metadata":{"name":"runs"}}""")).Created();
        (await standing.Space.Post("/api/v1/~/pods", """
            {"metadata":{"name":"p"},"spec":{"serviceAccountName":"runs","nodeName":"gone","restartPolicy":"Never","containers":[{"name":"ingestion","image":"ingestion:1"}]}}
            """)).Created();
        var pod = new PodSeen { Metadata = new V1ObjectMeta { Name = "p" } };

        Assert.Null(await standing.Cluster.ReadLogAsync(standing.Space.Name, pod, "ingestion", Assert.Fail, Token));
        Assert.Null(await standing.Cluster.ReadLogAsync(standing.Space.Name, pod with { Metadata = new V1ObjectMeta { Name = "none" } }, "ingestion", Assert.Fail, Token));
    }

    [Theory, OnEveryServer]
    public async Task Why_a_Jobs_pod_cannot_be_made_is_told_by_its_event_and_by_no_other(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        var uid = (await standing.Space.Post("/apis/batch/v1/~/jobs", """
            {"metadata":{"name":"refused","labels":{"metadata-ingestion.io/ingestion":"analytics"}},
             "spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"ingestion","image":"ingestion:1"}]}}}}
            """)).Created()["metadata.uid"];
        await standing.UntilAsync(() => standing.Cluster.JobsOf(owner).Count == 1);

        await HappensAsync(standing, "1", "SuccessfulCreate", uid, "Created pod");
        await HappensAsync(standing, "2", "FailedCreate", "uid-of-a-namesake", "of another Job");
        await HappensAsync(standing, "3", "FailedCreate", uid, "exceeded quota");

        await standing.UntilAsync(() => standing.Cluster.RejectionOf(standing.Cluster.JobsOf(owner)[0]) is not null);
        Assert.Equal("exceeded quota", standing.Cluster.RejectionOf(standing.Cluster.JobsOf(owner)[0]));
    }

    [Theory, OnEveryServer]
    public async Task A_Secret_is_followed_by_its_metadata_alone_and_its_change_is_told_to_those_who_name_it(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        await standing.DeclaredAsync();
        Assert.IsType<SecretRevision.NotSeen>(standing.Cluster.RevisionOf(standing.Space.Name, "dbt-cloud"));

        (await standing.Space.Post("/api/v1/~/secrets", """{"metadata":{"name":"dbt-cloud"},"stringData":{"token":"a"}}""")).Created();
        await standing.UntilAsync(() => Revision() is not null);
        var (first, read) = (Revision(), Assert.IsType<KeyAnswer.Found>(await ReadAsync(standing, "token")));
        (await standing.Space.MergePatch("/api/v1/~/secrets/dbt-cloud", """{"stringData":{"token":"b"}}""")).Ok();
        await standing.UntilAsync(() => Revision() != first);

        Assert.Equal(read.Revision, first);

        string? Revision() => (standing.Cluster.RevisionOf(standing.Space.Name, "dbt-cloud") as SecretRevision.Known)?.Revision;
    }

    private static async Task HappensAsync(Standing standing, string name, string reason, string? job, string message) =>
        (await standing.Space.Post("/api/v1/~/events", $$$"""
            {"metadata":{"name":"{{{name}}}"},"involvedObject":{"apiVersion":"batch/v1","kind":"Job","namespace":"{{{standing.Space.Name}}}","name":"refused","uid":"{{{job}}}"},
             "type":"Warning","reason":"{{{reason}}}","message":"{{{message}}}"}
            """)).Created();

    private static Task<KeyAnswer> ReadAsync(Standing standing, string key) =>
        standing.Cluster.ReadSecretKeyAsync(standing.Space.Name, "dbt-cloud", key, Token);
}
