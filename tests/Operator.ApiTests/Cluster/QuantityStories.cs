using k8s.Models;
using Operator.ApiTests.Servers;
using Operator.Cluster;
using Xunit;

namespace Operator.ApiTests.Cluster;

/// <summary>API servers store quantities that nobody can compute with; a CronJob that has one is as any other.</summary>
public sealed class QuantityStories(TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task A_CronJob_with_a_hostile_limit_delays_nobody(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();

        (await standing.Space.Post(Standing.CronJobs, Hostile("hostile", owner.Metadata.Name, owner.Metadata.Uid))).Created();

        await standing.UntilAsync(() => standing.Cluster.CronJobsOf(owner).Count == 1);
        Assert.Equal("1e999999", MemoryOf(standing.Cluster.CronJobsOf(owner)[0]));
        (await standing.Space.MergePatch(Standing.PathOf("analytics"), """{"spec":{"suspend":true}}""")).Ok();
        await standing.SeenAsync("analytics", ingestion => ingestion.Spec?.Suspend == true);
    }

    [Theory, OnEveryServer]
    public async Task A_hostile_limit_of_ours_is_written_as_it_is(ServerKind kind)
    {
        await using var standing = await Standing.OnAsync(await servers.StartedAsync(kind));
        var owner = await standing.DeclaredAsync();
        var desired = standing.CronJobOf(owner);
        desired.Spec.JobTemplate.Spec.Template.Spec.Containers[0].Resources = new V1ResourceRequirements
        {
            Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new Resource.QuantityText("1e999999") },
        };

        Assert.IsType<WriteAnswer.Done>(await standing.Cluster.ApplyAsync(desired, null, Token));

        Assert.Equal("1e999999", MemoryOf(Assert.Single(standing.Cluster.CronJobsOf(owner))));
        Assert.Equal("1e999999", (await standing.Space.Get($"{Standing.CronJobs}/analytics-marts")).Ok()["spec.jobTemplate.spec.template.spec.containers.0.resources.limits.memory"]);
    }

    private static string MemoryOf(V1CronJob cronJob) =>
        cronJob.Spec.JobTemplate.Spec.Template.Spec.Containers[0].Resources.Limits["memory"].ToString();

    private static string Hostile(string name, string ingestion, string uid) => $$$"""
        {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"{{{name}}}","labels":{"metadata-ingestion.io/ingestion":"{{{ingestion}}}"},
          "ownerReferences":[{"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","name":"{{{ingestion}}}","uid":"{{{uid}}}","controller":true}]},
         "spec":{"schedule":"0 0 1 1 *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[
           {"name":"c","image":"x:1","resources":{"limits":{"memory":"1e999999"} } }]} } } } } }
        """;
}
