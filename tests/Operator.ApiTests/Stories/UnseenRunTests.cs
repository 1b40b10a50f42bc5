using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>Runs that end while the operator is away, and Jobs that are cleaned up before it looks.</summary>
public sealed class UnseenRunTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_began_and_ended_while_the_operator_was_away_is_told_as_if_it_had_watched()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.StopOperatorAsync();
        world.StartControllers();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);
        await world.UntilAsync(RunStories.JobsPath, "by-hand", JobConditions.IsFinished);

        await world.StartOperatorAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        Assert.Equal((0, 1), ((int?)ingestion.Number("status", "lastRun", "exitCode"), (int?)ingestion.Number("status", "lastRun", "attempts")));
        Assert.Matches("^Job by-hand succeeded\\. It counted [0-9]+ records.* in step dbt; [0-9]+ records.* in step OpenMetadata\\.$", ingestion.Text("status", "lastRun", "message"));
    }

    [Fact]
    public async Task A_Job_that_is_cleaned_up_before_its_end_is_seen_is_told_by_its_CronJob()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "result") == "Running");
        await world.StopOperatorAsync();
        await job.DeleteAsync();
        var succeeded = TimeProvider.System.GetUtcNow().AddSeconds(1).Rfc3339();
        await world.Api.PatchAsync(
            $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs/analytics-marts/status",
            new JsonObject { ["status"] = new JsonObject { ["lastSuccessfulTime"] = succeeded } }, Cancelled);

        await world.StartOperatorAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        Assert.Equal((job.Name, succeeded), (ingestion.Text("status", "lastRun", "job"), ingestion.Text("status", "lastSuccessfulTime")));
    }

    [Fact]
    public async Task A_Job_that_somebody_deletes_while_it_runs_was_stopped()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "result") == "Running");

        await job.DeleteAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Stopped");
        Assert.Equal(job.Uid, ingestion.Text("status", "lastRun", "runId"));
    }
}
