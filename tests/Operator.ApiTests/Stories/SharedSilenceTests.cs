using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>The pods and the operator spend one quota of calls, so that one of them is warned for all.</summary>
public sealed class SharedSilenceTests
{
    [Fact]
    public async Task Whom_dbt_Cloud_asks_for_silence_silences_the_operator_as_well()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        var before = world.DbtCloud.Requests.All.Count;

        await job.FetchEndsAsync(3, """{"format":1,"http429":3,"reason":"RateLimited"}""");
        await job.FailsAsync();

        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "RateLimited");
        await world.ApplyAsync(world.Ingestion("analytics", item => item["metadata"]!["annotations"] = new JsonObject { ["reconcile.fluxcd.io/requestedAt"] = "now" }));
        var ingestion = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledReconcileAt") == "now");
        Assert.Contains("dbt Cloud asked for silence until", ingestion["status"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(before, world.DbtCloud.Requests.All.Count);
    }
}
