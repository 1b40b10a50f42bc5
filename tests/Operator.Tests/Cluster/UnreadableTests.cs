using System.Text;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>What the cluster knows of objects that cannot be read, and what it writes into them.</summary>
public sealed class UnreadableTests : AgainstScriptedApi
{
    private static readonly IngestionKey Key = new("data", "deep");

    [Fact]
    public async Task Their_status_gets_what_is_told_and_keeps_the_rest()
    {
        Stores.Ingestions.Unreadable.Put(Broken("$.spec.run.affinity"));
        var publishing = Cluster.PublishUnreadableAsync(Cluster.FindUnreadable(Key)!, new IngestionStatus { ObservedGeneration = 3 }, Token);
        var call = await Api.NextAsync();
        call.Json(Given.IngestionJson("deep", version: 11));

        Assert.IsType<WriteAnswer.Done>(await publishing);
        Assert.Equal(("PATCH", "application/merge-patch+json"), (call.Method, call.ContentType));
        Assert.Equal("/apis/metadata-ingestion.io/v1alpha1/namespaces/data/dbtcloudingestions/deep/status", call.Path);
        Assert.Equal("""{"metadata":{"resourceVersion":"10"},"status":{"observedGeneration":3}}""", call.Body);
        Assert.Null(Cluster.Find(Key));
    }

    [Fact]
    public async Task A_status_that_is_itself_the_trouble_is_written_whole()
    {
        Stores.Ingestions.Unreadable.Put(Broken("$.status.ingestions[0].lastRun"));
        var publishing = Cluster.PublishUnreadableAsync(Cluster.FindUnreadable(Key)!, new IngestionStatus { LastHandledRunAt = "now" }, Token);
        var call = await Api.NextAsync();
        call.Refuse(409, "Conflict", "the object has been modified");

        Assert.IsType<WriteAnswer.Stale>(await publishing);
        Assert.Equal("""[{"op":"replace","path":"/metadata/resourceVersion","value":"10"},{"op":"add","path":"/status","value":{"lastHandledRunAt":"now"}}]""", call.Body);
    }

    [Fact]
    public void CronJobs_that_carry_the_label_are_known_by_name()
    {
        Stores.CronJobs.Unreadable.Put(Broken("$") with { Name = new ObjectName("data", "analytics-marts"), Ingestion = "analytics" });
        Stores.CronJobs.Unreadable.Put(Broken("$") with { Name = new ObjectName("data", "other-marts"), Ingestion = "other" });

        Assert.Equal(["analytics-marts"], Cluster.UnreadableCronJobsOf(Analytics));
    }

    private static UnreadableObject Broken(string path) => UnreadableObject.From(
        Encoding.UTF8.GetBytes("""{"name":"deep","namespace":"data","uid":"u","resourceVersion":"10","generation":3}"""), "{}"u8.ToArray(), "why", path);
}
