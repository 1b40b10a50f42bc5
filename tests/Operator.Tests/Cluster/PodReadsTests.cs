using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>What the cluster knows of a Job's pods, and of the one that could not be made.</summary>
public sealed class PodReadsTests : AgainstScriptedApi
{
    [Fact]
    public async Task The_pods_of_a_Job_are_those_that_carry_its_uid()
    {
        var reading = Cluster.ReadPodsAsync(Job, Token);
        var call = await Api.NextAsync();
        call.Json("""
            {"items":[
              {"metadata":{"creationTimestamp":"2026-11-25T10:05:00Z","deletionTimestamp":"2026-11-25T10:06:00Z"},"spec":{"nodeName":"n"},"status":{"phase":"Failed","containerStatuses":[
                {"name":"istio-proxy","state":{"terminated":{"exitCode":9}}},{"name":"ingestion","image":"ingestion:1","state":{"terminated":{"exitCode":3,"reason":"Error","message":"the end of the log"}}}]}}]}
            """);

        var pod = Assert.Single((await reading)!);
        Assert.Equal("batch.kubernetes.io/controller-uid=uid-of-the-job", call.Query("labelSelector"));
        Assert.Equal(("Failed", new TerminatedSeen(3, "Error", "the end of the log")), (pod.Status!.Phase, pod.Status.ContainerStatuses![1].State!.Terminated));
        Assert.NotNull(pod.Metadata.DeletionTimestamp);
        Assert.DoesNotContain("log", pod.Status.ContainerStatuses[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_that_cannot_be_read_are_not_the_same_as_none()
    {
        var reading = Cluster.ReadPodsAsync(Job, Token);
        (await Api.NextAsync()).Refuse(503, "ServiceUnavailable", "later");

        Assert.Null(await reading);
        Assert.Contains("data/analytics-marts-1", Assert.Single(Log.Lines.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pods_of_an_ingestion_are_those_that_the_watch_has_told_of()
    {
        var pod = JsonSerializer.Deserialize(
            """
            {"metadata":{"namespace":"data","name":"p","uid":"u","resourceVersion":"7","creationTimestamp":"2026-11-25T10:00:00Z",
              "labels":{"metadata-ingestion.io/ingestion":"analytics","batch.kubernetes.io/controller-uid":"uid-of-the-job"}},
             "status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available"}]}}
            """,
            Objects.Pod)!;
        Stores.Pods.Replace([pod], "7");

        Assert.Equal([new PodConditionSeen("PodScheduled", "False", "Unschedulable", "0/3 nodes are available")], Assert.Single(Cluster.PodsOf(Analytics)).Status!.Conditions);
    }

    [Fact]
    public void Of_the_events_of_a_Job_the_newest_counts_and_those_of_a_namesake_do_not()
    {
        Stores.JobEvents.Replace([JobEvent("b", "uid-of-the-job", 9), JobEvent("a", "uid-of-the-job", 8), JobEvent("c", "uid-of-a-namesake", 10)], "10");

        Assert.Equal("refused in version 9", Cluster.RejectionOf(Job));
        Assert.Null(Cluster.RejectionOf(new V1Job { Metadata = new V1ObjectMeta { NamespaceProperty = "data", Name = "another", Uid = "uid-of-the-job" } }));
    }

    private static JobEventSeen JobEvent(string name, string uid, int version) => JsonSerializer.Deserialize(
        $$$"""{"metadata":{"namespace":"data","name":"{{{name}}}","resourceVersion":"{{{version}}}"},"involvedObject":{"name":"analytics-marts-1","uid":"{{{uid}}}"},"message":"refused in version {{{version}}}"}""",
        Objects.JobEvent)!;

    private static V1Job Job => new() { Metadata = new V1ObjectMeta { NamespaceProperty = "data", Name = "analytics-marts-1", Uid = "uid-of-the-job" } };
}
