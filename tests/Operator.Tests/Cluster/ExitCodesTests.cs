using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster;

public sealed class ExitCodesTests : AgainstScriptedApi
{
    [Fact]
    public async Task The_exit_code_is_that_of_the_newest_pods_ingestion_container()
    {
        var reading = Cluster.ExitCodeOfAsync(Analytics, Job, Token);
        var call = await Api.NextAsync();
        call.Json("""
            {"items":[
              {"metadata":{"creationTimestamp":"2026-11-25T10:05:00Z"},"status":{"containerStatuses":[
                {"name":"istio-proxy","state":{"terminated":{"exitCode":9}}},{"name":"ingestion","state":{"terminated":{"exitCode":3}}}]}},
              {"metadata":{"creationTimestamp":"2026-11-25T10:00:00Z"},"status":{"containerStatuses":[{"name":"ingestion","state":{"terminated":{"exitCode":1}}}]}}]}
            """);

        Assert.Equal(3, await reading);
        Assert.Equal("batch.kubernetes.io/controller-uid=uid-of-the-job", call.Query("labelSelector"));
    }

    [Fact]
    public async Task A_pod_that_the_watch_has_told_of_is_not_asked_for_again()
    {
        var pod = JsonSerializer.Deserialize(
            """
            {"metadata":{"namespace":"data","name":"p","uid":"u","resourceVersion":"7","creationTimestamp":"2026-11-25T10:00:00Z",
              "labels":{"metadata-ingestion.io/ingestion":"analytics","batch.kubernetes.io/controller-uid":"uid-of-the-job"}},
             "status":{"containerStatuses":[{"name":"ingestion","state":{"terminated":{"exitCode":137}}}]}}
            """,
            Objects.Pod)!;
        Stores.Pods.Replace([pod], "7");

        Assert.Equal(137, await Cluster.ExitCodeOfAsync(Analytics, Job, Token));
    }

    [Fact]
    public async Task Without_a_pod_there_is_no_exit_code()
    {
        var reading = Cluster.ExitCodeOfAsync(Analytics, Job, Token);
        (await Api.NextAsync()).Json("""{"items":[]}""");

        Assert.Null(await reading);
    }

    private static V1Job Job => new()
    {
        Metadata = new V1ObjectMeta { NamespaceProperty = "data", Name = "analytics-marts-1", Uid = "uid-of-the-job" },
        Spec = new V1JobSpec { Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [new V1Container { Name = "ingestion" }] } } },
    };
}
