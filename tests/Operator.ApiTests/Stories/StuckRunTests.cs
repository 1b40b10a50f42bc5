using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>A run that cannot go on is told while it waits, and no longer once it goes on.</summary>
public sealed class StuckRunTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_pod_is_told_with_the_words_of_the_event_and_costs_one_write_whatever_the_attempts()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.BegunAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.RefusePodAsync("exceeded quota: compute, requested: pods=1, used: pods=3, limited: pods=3", attempt: 1);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "PodRejected");
        Assert.Contains("may not make its pod: exceeded quota: compute, requested: pods=1, used: pods=3, limited: pods=3", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal(0, ingestion.Number("status", "lastRun", "attempts"));

        var version = ingestion.Text("metadata", "resourceVersion");
        await job.RefusePodAsync("exceeded quota: compute, requested: pods=1, used: pods=3, limited: pods=3", attempt: 2);
        await job.PodAsync("""{"phase":"Running"}""");
        var goesOn = await world.UntilIngestionAsync("analytics", item => item.Text("metadata", "resourceVersion") != version);

        Assert.Equal(("Running", 1), (goesOn.Text("status", "lastRun", "result"), (int?)goesOn.Number("status", "lastRun", "attempts")));
        Assert.Equal("Running", goesOn.Condition("LastRunSucceeded").Text("reason"));
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_told_at_once_and_the_last_verdict_comes_back_when_it_can()
    {
        await using var world = await StoryWorld.SettledAsync();
        var cronJob = await RunStories.CronJobAsync(world);
        await SucceedsAsync(await PlayedJob.RunningAsync(world.Api, cronJob));
        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");

        var job = await PlayedJob.BegunAsync(world.Api, cronJob);
        await job.PodAsync("""{"phase":"Pending","containerStatuses":[{"name":"ingestion","image":"mirror.example/ingestion:1","imageID":"","ready":false,"restartCount":0,"state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off"}}}]}""");
        var stuck = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "ImagePullFailed");
        await job.PodAsync("""{"phase":"Running","containerStatuses":[]}""");
        var goesOn = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "result") == "Running");

        Assert.Contains("mirror.example/ingestion:1", stuck.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal(0, stuck["status"]!["ingestions"]![0]!["consecutiveFailures"]!.GetValue<int>());
        Assert.Equal("Succeeded", goesOn.Condition("LastRunSucceeded").Text("reason"));
    }

    [Fact]
    public async Task A_pod_that_finds_no_node_is_told_with_the_words_of_the_scheduler()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.BegunAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.PodAsync("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available: 3 Insufficient memory."}]}""");

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Unschedulable");

        Assert.Contains("0/3 nodes are available: 3 Insufficient memory", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_Secret_is_missing_waits_for_it_and_then_goes_on_by_itself()
    {
        await using var world = await StoryWorld.SettledAsync();
        var cronJob = await RunStories.CronJobAsync(world);
        await world.Api.DeleteAsync($"/api/v1/namespaces/{StoryWorld.Namespace}/secrets/dbt-cloud", Cancelled);
        world.StartControllers();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(cronJob, "by-hand"), Cancelled);

        var stuck = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "SecretMissing");
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", DemoWorld.Token));
        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");

        Assert.Contains("dbt-cloud", stuck.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal("Manual", stuck.Text("status", "lastRun", "trigger"));
    }

    private static async Task SucceedsAsync(PlayedJob job)
    {
        await job.ContainerEndsAsync(0, "Completed");
        await job.SucceedsAsync();
    }
}
