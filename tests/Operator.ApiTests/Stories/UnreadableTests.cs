using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// One object that cannot be read costs itself alone. Its definition here has no schema below the spec, as one of an older operator had
/// in places, so that the API server takes what nobody can read.
/// </summary>
public sealed class UnreadableTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "it is nested deeper than 64 levels, at $.spec.run.affinity")]
    [InlineData(false, "a value is of the wrong type or out of range, at $.spec.suspend")]
    public async Task It_is_told_so_in_its_status_others_are_served_and_its_next_version_becomes_ready(bool isDeep, string why)
    {
        await using var world = await SettledAsync();

        await world.ApplyAsync(world.Ingestion("analytics", isDeep ? Deep : WrongType));
        var told = await world.UntilConditionAsync("analytics", "Stalled", "InvalidSpec");
        await world.ApplyAsync(world.Ingestion("neighbour"));
        await world.UntilReadyAsync("neighbour");

        Assert.Equal(("False", "InvalidSpec"), (told.Condition("Ready").Text("status"), told.Condition("Ready").Text("reason")));
        Assert.Contains(why, told.Condition("Stalled").Text("message"), StringComparison.Ordinal);
        Assert.Equal(told.Number("metadata", "generation"), told.Number("status", "observedGeneration"));
        Assert.NotEmpty(told.Items("status", "ingestions"));
        Assert.Contains($"data/analytics: {why}", world.Log.All, StringComparison.Ordinal);
        Assert.Contains("dbtcloudingestion_unreadable_objects{resource=\"dbtcloudingestions.metadata-ingestion.io\"} 1", await world.MetricsAsync(), StringComparison.Ordinal);
        Assert.NotNull(await world.CronJobAsync("analytics-marts"));

        await world.ApplyAsync(world.Ingestion("analytics"));
        var mended = await world.UntilReadyAsync("analytics");
        Assert.Null(mended.Condition("Stalled"));
    }

    [Fact]
    public async Task What_is_told_is_not_written_again_after_a_restart()
    {
        await using var world = await SettledAsync();
        await world.ApplyAsync(world.Ingestion("analytics", Deep));
        var told = await world.UntilConditionAsync("analytics", "Stalled", "InvalidSpec");

        await world.StopOperatorAsync();
        await world.StartOperatorAsync();
        await world.ApplyAsync(world.Ingestion("neighbour"));
        await world.UntilReadyAsync("neighbour");

        var after = await world.Api.GetAsync("/apis/metadata-ingestion.io/v1alpha1/namespaces/data/dbtcloudingestions/analytics", Cancelled);
        Assert.Equal(told.Text("metadata", "resourceVersion"), after.Text("metadata", "resourceVersion"));
    }

    [Fact]
    public async Task A_CronJob_that_cannot_be_read_is_left_as_it_is_until_it_is_deleted()
    {
        await using var world = await SettledAsync();
        var path = "/apis/batch/v1/namespaces/data/cronjobs/analytics-marts";
        await world.Api.PatchAsync(path, JsonNode.Parse(LargeLabels(3000))!.AsObject(), Cancelled);
        await world.UntilConditionAsync("analytics", "CronJobsApplied", "Unreadable");
        var version = (await world.CronJobAsync("analytics-marts")).Text("metadata", "resourceVersion");

        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["spec"]!["schedule"]!["cron"] = "7 3 * * *"));
        var told = await world.UntilIngestionAsync("analytics", item => item.Number("status", "observedGeneration") == 2);
        Assert.Equal("Unreadable", told.Condition("Ready").Text("reason"));
        Assert.Equal(version, (await world.CronJobAsync("analytics-marts")).Text("metadata", "resourceVersion"));

        await world.Api.DeleteAsync(path, Cancelled);
        await world.UntilReadyAsync("analytics");
        Assert.Equal("7 3 * * *", (await world.CronJobAsync("analytics-marts")).Text("spec", "schedule"));
    }

    /// <summary>Labels that together weigh some 380 bytes each, and their managers' note of them as much again.</summary>
    internal static string LargeLabels(int count) => new JsonObject
    {
        ["metadata"] = new JsonObject
        {
            ["labels"] = new JsonObject(Enumerable.Range(0, count).Select(number => KeyValuePair.Create($"{new string('a', 60)}.{new string('b', 60)}.{new string('c', 60)}/{new string('d', 50)}{number}", (JsonNode?)new string('e', 63)))),
        },
    }.ToJsonString();

    private static void Deep(JsonObject ingestion)
    {
        JsonNode nested = 1;
        for (var level = 0; level < 80; level++)
        {
            nested = new JsonObject { ["a"] = nested };
        }

        ingestion["spec"]!["run"] = new JsonObject { ["affinity"] = nested };
    }

    private static void WrongType(JsonObject ingestion) => ingestion["spec"]!["suspend"] = "perhaps";

    private static async Task<StoryWorld> SettledAsync()
    {
        var world = await StoryWorld.StartAsync();
        var definition = ManifestFile.Read(Checkout.Find().CustomResourceDefinition).Single();
        foreach (var version in definition.Items("spec", "versions"))
        {
            version["schema"]!["openAPIV3Schema"]!["properties"]!["spec"] = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        }

        await world.ApplyAsync(definition);
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        return world;
    }
}
