using k8s.Models;
using Operator.ApiTests.Servers;
using Operator.Cluster;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Cluster;

/// <summary>A note on a Job is bound to the very Job, as it was when the note was decided on.</summary>
public sealed class JobNoteStories(TestServers servers)
{
    private const string Jobs = "/apis/batch/v1/~/jobs";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task It_stands_beside_what_others_have_written(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var job = await JobAsync(standing, await standing.DeclaredAsync());

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.AnnotateAsync(job, Names.DbtRunAnnotation, "run 777", Token));

        (await standing.Space.Get($"{Jobs}/run")).Ok().Has("metadata.annotations", $$"""{"by-somebody":"kept","{{Names.DbtRunAnnotation}}":"run 777"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_Job_that_has_changed_meanwhile_does_not_get_it_and_what_changed_is_not_hidden(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        var job = await JobAsync(standing, owner);
        (await standing.Space.MergePatch($"{Jobs}/run", """{"metadata":{"annotations":{"somebody":"else"}}}""")).Ok();

        Assert.IsType<WriteAnswer.Stale>(await standing.Cluster.AnnotateAsync(job, Names.DbtRunAnnotation, "late", Token));

        await standing.UntilAsync(() => standing.Cluster.JobsOf(owner).Single().Metadata.Annotations?.ContainsKey("somebody") == true);
        var newest = standing.Cluster.JobsOf(owner).Single();
        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.AnnotateAsync(newest, Names.DbtRunAnnotation, "now", Token));
        Assert.Equal("now", standing.Cluster.JobsOf(owner).Single().Metadata.Annotations![Names.DbtRunAnnotation]);
    }

    [Theory, OnEveryServer]
    public async Task Nor_does_one_that_has_taken_its_name(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var job = await JobAsync(standing, await standing.DeclaredAsync());
        var another = job with { Metadata = job.Metadata with { Uid = "00000000-0000-4000-8000-000000000000" } };

        Assert.IsNotType<WriteAnswer.Done>(await standing.Cluster.AnnotateAsync(another, Names.DbtRunAnnotation, "run 777", Token));
        Assert.DoesNotContain("run 777", (await standing.Space.Get($"{Jobs}/run")).Text, StringComparison.Ordinal);
    }

    private static async Task<V1Job> JobAsync(Standing standing, DbtCloudIngestion owner)
    {
        (await standing.Space.Post(Jobs, """
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"run","labels":{"metadata-ingestion.io/ingestion":"analytics"},"annotations":{"by-somebody":"kept"}},
             "spec":{"suspend":true,"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"ingestion","image":"i"}]}}}}
            """)).Created();
        await standing.UntilAsync(() => standing.Cluster.JobsOf(owner).Count == 1);
        return standing.Cluster.JobsOf(owner).Single();
    }
}
