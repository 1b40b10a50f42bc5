using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Plan;
using Operator.Resource;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>What of a spec reaches the container that fetches, and what makes one run of dbt Cloud another ingestion.</summary>
public sealed class FetchOrdersTests
{
    private const string Image = "docker.getcollate.io/openmetadata/ingestion-base:1.13.3";

    [Theory]
    [InlineData("""{"options":{"includeTags":false}}""")]
    [InlineData("""{"openMetadata":{"databaseService":"another"}}""")]
    [InlineData("""{"artifacts":{"fillTestMessages":false}}""")]
    [InlineData("""{"filters":[{"name":"marts","jobId":5,"catalogFrom":{"jobId":7}}]}""")]
    public void What_changes_the_ingestion_of_the_same_run_changes_the_digest(string change) => Assert.NotEqual(Digest("{}"), Digest(change));

    [Fact]
    public void So_does_another_image() => Assert.NotEqual(Digest("{}"), Digest("{}", "docker.getcollate.io/openmetadata/ingestion-base:1.13.4"));

    /// <summary>The runs that they lead to are compared themselves.</summary>
    [Theory]
    [InlineData("""{"schedule":{"cron":"H * * * *"}}""")]
    [InlineData("""{"artifacts":{"runs":"LatestFinished"}}""")]
    [InlineData("""{"artifacts":{"testResults":"SameRun"}}""")]
    [InlineData("""{"artifacts":{"includeCiRuns":true}}""")]
    [InlineData("""{"run":{"activeDeadlineSeconds":600}}""")]
    [InlineData("""{"suspend":true}""")]
    public void What_does_not_leaves_it(string change) => Assert.Equal(Digest("{}"), Digest(change));

    [Fact]
    public void Without_skipUnchanged_there_is_no_mark() => Assert.Null(Order("""{"artifacts":{"skipUnchanged":false}}""").Mark);

    [Fact]
    public void The_connection_test_asks_for_the_run_that_the_fetch_would_take()
    {
        const string Spec = """{"artifacts":{"runs":"LatestFinished","testResults":"SameRun","includeCiRuns":true},"filters":[{"name":"marts","projectId":4,"environmentId":6,"jobId":5}]}""";
        var spec = Ingestion(Spec).Spec!;

        Assert.Equal(Order(Spec).Wish, FetchOrders.WishOf(spec.Artifacts!, spec.Filters![0].ProjectId, spec.Filters[0].EnvironmentId, spec.Filters[0].JobId));
        Assert.Equal(new RunWish { ProjectId = "4", EnvironmentId = "6", JobId = "5", OnlySuccessful = false, NewestTestResults = false, IncludeCiRuns = true }, Order(Spec).Wish);
    }

    private static string Digest(string change, string image = Image) => Order(change, image).Mark!.Digest;

    private static FetchOrder Order(string change, string image = Image)
    {
        var ingestion = Ingestion(change);
        return FetchOrders.Of(ingestion, Selection.AllOf(ingestion).Single(), image, new PlanOptions());
    }

    private static DbtCloudIngestion Ingestion(string change)
    {
        var ingestion = Yaml.Read("""
            metadata: {name: analytics, namespace: data}
            spec:
              account: {id: "12345", url: https://ab123.us1.dbt.com, tokenSecretRef: {name: dbt-cloud}}
              filters: [{name: marts, jobId: 5}]
              schedule: {cron: H */6 * * *}
              openMetadata: {url: http://openmetadata:8585, tokenSecretRef: {name: bot}, databaseService: warehouse}
              artifacts: {skipUnchanged: true}
            """);
        foreach (var (part, value) in JsonNode.Parse(change)!.AsObject())
        {
            ingestion["spec"]![part] = ingestion["spec"]![part] is JsonObject old && value is JsonObject more ? Merged(old, more) : value!.DeepClone();
        }

        return ingestion.Deserialize(ResourceJson.Default.DbtCloudIngestion)!;
    }

    private static JsonObject Merged(JsonObject old, JsonObject more)
    {
        var merged = old.DeepClone().AsObject();
        foreach (var (name, value) in more)
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }
}
