using k8s.Models;
using Operator.ApiTests.Servers;
using Operator.Cluster;
using Operator.Resource;
using Xunit;

namespace Operator.ApiTests.Cluster;

/// <summary>Notes on Jobs, whose status others write at the same time.</summary>
public sealed class NotedJobStories(TestServers servers)
{
    private const string Jobs = "/apis/batch/v1/~/jobs";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task A_note_on_a_Job_that_somebody_has_changed_meanwhile_is_not_written_and_hides_nothing(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var ingestion = await standing.DeclaredAsync();
        var before = await RunningAsync(standing, ingestion);
        (await standing.Space.MergePatch($"{Jobs}/by-hand", """{"metadata":{"annotations":{"somebody":"else"}}}""")).Ok();

        Assert.IsType<WriteAnswer.Stale>(await standing.Cluster.AnnotateAsync(before, Names.DbtRunAnnotation, "late", Token));

        await standing.UntilAsync(() => standing.Cluster.JobsOf(ingestion).Single().Metadata.Annotations?.ContainsKey("somebody") == true);
        var newest = standing.Cluster.JobsOf(ingestion).Single();
        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.AnnotateAsync(newest, Names.DbtRunAnnotation, "now", Token));
        Assert.Equal("now", standing.Cluster.JobsOf(ingestion).Single().Metadata.Annotations![Names.DbtRunAnnotation]);
    }

    private static async Task<V1Job> RunningAsync(Standing standing, DbtCloudIngestion owner)
    {
        (await standing.Space.Post(Jobs, $$$"""
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"by-hand","labels":{"{{{Names.IngestionLabel}}}":"{{{owner.Metadata.Name}}}"},
              "ownerReferences":[{"apiVersion":"{{{Names.ApiVersion}}}","kind":"{{{Names.Kind}}}","name":"{{{owner.Metadata.Name}}}","uid":"{{{owner.Metadata.Uid}}}","controller":true}]},
             "spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"ingestion","image":"i"}]} } } }
            """)).Created();
        await standing.UntilAsync(() => standing.Cluster.JobsOf(owner).Count == 1);
        return standing.Cluster.JobsOf(owner).Single();
    }
}
