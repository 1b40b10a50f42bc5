using Operator.Cluster;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster;

public sealed class PublishingTests : AgainstScriptedApi
{
    [Fact]
    public async Task A_status_is_published_whole_bound_to_the_version_that_was_seen_and_known_at_once()
    {
        var publishing = Cluster.PublishAsync(Analytics, new IngestionStatus { ObservedGeneration = 1, Schedule = "17 */6 * * *" }, Token);
        var call = await Api.NextAsync();
        call.Json(Given.IngestionJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await publishing);
        Assert.Equal("/apis/metadata-ingestion.io/v1alpha1/namespaces/data/dbtcloudingestions/analytics/status", call.Path);
        Assert.Equal(("PATCH", "application/json-patch+json"), (call.Method, call.ContentType));
        Assert.Equal(
            """[{"op":"replace","path":"/metadata/resourceVersion","value":"10"},{"op":"add","path":"/status","value":{"observedGeneration":1,"schedule":"17 */6 * * *"}}]""",
            call.Body);
        Assert.Equal("11", Cluster.Find(new IngestionKey("data", "analytics"))!.Metadata.ResourceVersion);
    }

    [Theory]
    [InlineData(409, typeof(WriteAnswer.Stale))]
    [InlineData(404, typeof(WriteAnswer.Gone))]
    public async Task A_status_of_an_older_or_deleted_ingestion_is_not_published(int code, Type expected)
    {
        var publishing = Cluster.PublishAsync(Analytics, new IngestionStatus(), Token);
        (await Api.NextAsync()).Refuse(code, "", "the object has been modified");

        Assert.IsType(expected, await publishing);
        Assert.Null(Cluster.Find(new IngestionKey("data", "analytics")));
    }

    [Fact]
    public async Task One_that_RBAC_refuses_is_told_once_as_the_rule_that_is_missing_and_again_after_a_success()
    {
        const string Refused = "dbtcloudingestions.metadata-ingestion.io \"analytics\" is forbidden: User \"op\" cannot patch resource \"dbtcloudingestions/status\"";
        foreach (var isGranted in new[] { false, false, true, false })
        {
            var publishing = Cluster.PublishAsync(Analytics, new IngestionStatus(), Token);
            var call = await Api.NextAsync();
            if (isGranted)
            {
                call.Json(Given.IngestionJson(version: 12));
            }
            else
            {
                call.Refuse(403, "Forbidden", Refused);
            }

            await publishing;
        }

        Assert.Equal(2, Log.Lines.All.Count);
        Assert.All(Log.Lines.All, line => Assert.StartsWith(
            "RBAC does not allow to patch dbtcloudingestions/status.metadata-ingestion.io in the namespace data: grant the operator's service account "
                + "the verbs patch on resources [\"dbtcloudingestions/status\"] in apiGroups [\"metadata-ingestion.io\"] there; ",
            line.Text));
    }
}
