using Sandbox.Controllers;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>How a run ended is told by its true cause, whoever ended it.</summary>
public sealed class RunResultTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(137, "OOMKilled", "OutOfMemory", "run.resources.limits.memory")]
    [InlineData(137, "Error", "Failed", "not for its memory")]
    [InlineData(143, "Error", "Stopped", "told to end")]
    public async Task A_killed_container_is_out_of_memory_only_where_Kubernetes_says_so(int exitCode, string reason, string result, string says)
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(exitCode, reason);
        await job.FailsAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", result);

        Assert.Contains(says, ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal((exitCode, 1, "Schedule"), ((int?)ingestion.Number("status", "lastRun", "exitCode"), (int?)ingestion.Number("status", "lastRun", "attempts"), ingestion.Text("status", "lastRun", "trigger")));
        Assert.Equal("True", ingestion.Condition("Ready").Text("status"));
    }

    [Fact]
    public async Task A_pod_that_its_node_gave_up_is_evicted()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.PodAsync("""{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory."}""");
        await job.FailsAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Evicted");

        Assert.Null(ingestion.Number("status", "lastRun", "exitCode"));
    }

    [Fact]
    public async Task A_pod_that_somebody_deletes_stops_the_run()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "result") == "Running");

        await job.DeletePodAsync();
        await job.FailsAsync();

        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Stopped");
    }

    [Fact]
    public async Task A_deadline_is_told_although_it_has_deleted_the_pod()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.DeletePodAsync();
        await job.FailsAsync("DeadlineExceeded");

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "DeadlineExceeded");

        Assert.Contains("run.activeDeadlineSeconds", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_dbt_Cloud_has_revoked_is_named_by_what_fetches()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.StartControllers();
        world.DbtCloud.Change(accounts => accounts with { Tokens = [.. accounts.Tokens.Where(token => token.Value != Sandbox.DbtCloud.DemoWorld.Token)] });

        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "InvalidTokenOrHost");
        Assert.Contains("could not fetch the artifacts: dbt Cloud refuses the token (401)", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal(4, ingestion.Number("status", "lastRun", "exitCode"));
        Assert.Equal("InvalidTokenOrHost", ingestion.Condition("ConnectionVerified").Text("reason"));
    }

    [Fact]
    public async Task A_token_that_dbt_Cloud_has_revoked_is_named_although_the_ingestion_cannot_tell()
    {
        await using var world = await StoryWorld.SettledAsync(StoryWorld.Direct);
        world.StartControllers();
        world.DbtCloud.Change(accounts => accounts with { Tokens = [.. accounts.Tokens.Where(token => token.Value != Sandbox.DbtCloud.DemoWorld.Token)] });

        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Failed");
        Assert.Contains("refuses the token (401)", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal("InvalidTokenOrHost", ingestion.Condition("ConnectionVerified").Text("reason"));
        Assert.DoesNotContain("No completed dbt runs", ingestion.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_of_another_version_is_named_by_what_the_log_says()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.StartControllers();
        world.OpenMetadata.Change(server => server with { Version = "1.14.0" });

        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Failed");
        Assert.Contains("version is not that of the OpenMetadata server", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
    }
}
