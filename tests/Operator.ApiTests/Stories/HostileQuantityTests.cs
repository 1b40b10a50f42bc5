using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>A quantity that nobody can compute with costs its own resource at most, also where an older CRD let it in.</summary>
public sealed class HostileQuantityTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1e999999")]
    [InlineData("99999999999999999999E")]
    [InlineData("1e1.5")]
    public async Task A_neighbours_edit_is_applied(string quantity)
    {
        await using var world = await HostileWorldAsync(quantity);
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");

        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["spec"]!["schedule"]!["cron"] = "7 3 * * *"));

        await world.UntilReadyAsync("analytics");
        Assert.Equal("7 3 * * *", (await world.CronJobAsync("analytics-marts")).Text("spec", "schedule"));
    }

    [Fact]
    public async Task What_the_API_server_takes_is_written_as_it_is_and_once()
    {
        await using var world = await HostileWorldAsync("99999999999999999999E");
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("hostile");
        var before = (await world.CronJobAsync("hostile-marts")).Text("metadata", "resourceVersion");

        await world.ApplyAsync(world.Ingestion("hostile", ingestion => Limit(ingestion, "99999999999999999999E")["metadata"]!["annotations"] = new JsonObject { ["reconcile.fluxcd.io/requestedAt"] = "now" }));
        await world.UntilIngestionAsync("hostile", item => item.Text("status", "lastHandledReconcileAt") == "now");

        Assert.Equal(before, (await world.CronJobAsync("hostile-marts")).Text("metadata", "resourceVersion"));
    }

    [Fact]
    public async Task What_the_API_server_does_not_take_is_told_in_its_status()
    {
        await using var world = await HostileWorldAsync("1e1.5");
        await world.StartOperatorAsync();

        var hostile = await world.UntilConditionAsync("hostile", "CronJobsApplied", "Rejected");

        Assert.Contains("quantities must match", hostile.Condition("CronJobsApplied").Text("message"), StringComparison.Ordinal);
        Assert.Equal("False", hostile.Condition("Ready").Text("status"));
    }

    /// <summary>A resource of the time when the CRD had no bounds, a CronJob that somebody labelled, and a neighbour.</summary>
    private static async Task<StoryWorld> HostileWorldAsync(string quantity)
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Unbounded(ManifestFile.Read(Checkout.Find().CustomResourceDefinition).Single()));
        await world.ApplyAsync(world.Ingestion("hostile", ingestion => Limit(ingestion, quantity)));
        await world.ApplyAsync(world.Ingestion("analytics"));
        if (quantity != "1e1.5")
        {
            await world.Api.CreateAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", LabelledCronJob(quantity), Cancelled);
        }

        return world;
    }

    private static JsonObject Limit(JsonObject ingestion, string quantity)
    {
        ingestion["spec"]!["run"] = new JsonObject { ["fetchResources"] = new JsonObject { ["limits"] = new JsonObject { ["memory"] = quantity } } };
        return ingestion;
    }

    private static JsonObject Unbounded(JsonObject definition)
    {
        var limits = definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!["run"]!["properties"]!["fetchResources"]!["properties"]!["limits"]!;
        limits["additionalProperties"] = new JsonObject { ["x-kubernetes-int-or-string"] = true };
        return definition;
    }

    private static JsonObject LabelledCronJob(string quantity) => JsonNode.Parse($$$"""
        {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"labelled","labels":{"metadata-ingestion.io/ingestion":"analytics"} },
         "spec":{"schedule":"0 0 1 1 *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[
           {"name":"c","image":"x:1","resources":{"limits":{"memory":"{{{quantity}}}"} } }]} } } } } }
        """)!.AsObject();
}
