using k8s.Models;
using Operator.Cluster;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>A run is started by a Job whose name is made of the request; anybody may have given a Job that name.</summary>
public sealed class StartingTests : AgainstScriptedApi
{
    private const string Own = "\"annotations\":{\"metadata-ingestion.io/requested-at\":\"now\"}";

    private static V1Job Job => new()
    {
        Metadata = new V1ObjectMeta
        {
            NamespaceProperty = "data",
            Name = "analytics-marts-1",
            Labels = new Dictionary<string, string> { [Names.IngestionLabel] = "analytics" },
            Annotations = new Dictionary<string, string> { [Names.RequestedAtAnnotation] = "now" },
            OwnerReferences = [new V1OwnerReference { ApiVersion = "batch/v1", Kind = "CronJob", Name = "analytics-marts", Uid = "uid-of-the-cronjob", Controller = true }],
        },
    };

    [Theory]
    [InlineData("uid-of-the-cronjob")]
    [InlineData("uid-of-the-cronjob-before")]
    public async Task One_of_the_same_request_is_the_run(string cronJob)
    {
        var starting = Cluster.StartAsync(Job, Token);
        (await Api.NextAsync()).Refuse(409, "AlreadyExists", "exists");
        var look = await Api.NextAsync();
        look.Json(ListOf($"{Own},{OwnedBy("CronJob", "analytics-marts", cronJob)}"));

        Assert.IsType<WriteAnswer.Done>(await starting);
        Assert.Equal(("GET", "/apis/batch/v1/namespaces/data/jobs", "metadata.name=analytics-marts-1"), (look.Method, look.Path, look.Query("fieldSelector")));
    }

    [Fact]
    public async Task One_without_an_owner_is_not() => await IsTakenByAsync("somebody who left no owner reference", Own);

    [Fact]
    public async Task One_of_another_request_is_not() => await IsTakenByAsync(
        "CronJob analytics-marts", Own.Replace("now", "earlier", StringComparison.Ordinal) + "," + OwnedBy("CronJob", "analytics-marts", "uid-of-the-cronjob"));

    [Fact]
    public async Task One_of_another_owner_is_not() => await IsTakenByAsync("Workflow nightly", Own + "," + OwnedBy("Workflow", "nightly", "1"));

    [Fact]
    public async Task One_that_is_gone_again_is_tried_anew_later()
    {
        var starting = Cluster.StartAsync(Job, Token);
        (await Api.NextAsync()).Refuse(409, "AlreadyExists", "exists");
        (await Api.NextAsync()).Json(Given.List(9));

        Assert.IsType<WriteAnswer.Stale>(await starting);
    }

    private async Task IsTakenByAsync(string by, string metadata)
    {
        var starting = Cluster.StartAsync(Job, Token);
        (await Api.NextAsync()).Refuse(409, "AlreadyExists", "exists");
        (await Api.NextAsync()).Json(ListOf(metadata));

        Assert.Equal(by, Assert.IsType<WriteAnswer.NameTaken>(await starting).By);
        Assert.Empty(Cluster.JobsOf(Analytics));
    }

    private static string ListOf(string metadata) => Given.List(9, $$$"""{"metadata":{"namespace":"data","name":"analytics-marts-1","uid":"job-1","resourceVersion":"8",{{{metadata}}}}}""");

    private static string OwnedBy(string kind, string name, string uid) => $$"""
        "ownerReferences":[{"apiVersion":"x/v1","kind":"{{kind}}","name":"{{name}}","uid":"{{uid}}","controller":true}]
        """;
}
