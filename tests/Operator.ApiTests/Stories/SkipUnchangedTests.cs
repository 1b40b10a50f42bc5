using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>A run whose success the operator has seen is never ingested again by the schedule, and whatever is new is.</summary>
public sealed class SkipUnchangedTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_slot_brings_nothing_new_and_counts_as_well()
    {
        await using var world = await StagedStory.IngestedAsync();
        var before = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");

        var after = await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(1, StagedStory.Ingestions(world));
        Assert.Equal(StagedStory.Filter(before).Text("lastSuccessfulTime"), StagedStory.Filter(after).Text("lastSuccessfulTime"));
        Assert.Equal(before.Text("status", "lastSuccessfulTime"), after.Text("status", "lastSuccessfulTime"));
        Assert.Equal(0, StagedStory.Filter(after).Number("consecutiveFailures"));
        Assert.Equal(("True", "Skipped"), (after.Condition("LastRunSucceeded").Text("status"), after.Condition("LastRunSucceeded").Text("reason")));
        Assert.Equal(("True", "True"), (after.Condition("Fresh").Text("status"), after.Condition("Ready").Text("status")));
        Assert.Equal((StagedStory.MartsRun, "Pinned"), (StagedStory.LastRun(after).Text("dbtRun", "id"), StagedStory.LastRun(after).Text("dbtRun", "source")));
    }

    [Fact]
    public async Task Slot_after_slot_and_across_a_restart_nothing_is_ingested_again()
    {
        await using var world = await StagedStory.IngestedAsync();
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");
        var mark = await StagedStory.MarkAsync(world);
        await world.StopOperatorAsync();
        await StagedStory.SlotUnseenAsync(world);

        await world.StartOperatorAsync();
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal((1, mark), (StagedStory.Ingestions(world), await StagedStory.MarkAsync(world)));
    }

    [Fact]
    public async Task A_status_that_was_lost_costs_no_second_ingestion_as_long_as_the_Jobs_are_there()
    {
        await using var world = await StagedStory.IngestedAsync();
        await world.StopOperatorAsync();
        await world.Api.PatchAsync(
            $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics/status",
            new JsonObject { ["status"] = new JsonObject { ["ingestions"] = null, ["lastRun"] = null, ["lastSuccessfulTime"] = null } }, Cancelled);

        await world.StartOperatorAsync();
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(1, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task A_new_run_of_dbt_Cloud_is_ingested_once()
    {
        await using var world = await StagedStory.IngestedAsync();
        world.DbtCloud.Change(cloud => cloud.WithNewRun(DemoWorld.Finished(DemoWorld.MartsRun + 100, DemoWorld.MartsJob, TimeProvider.System.GetUtcNow().AddMinutes(-5), DemoWorld.BuiltSteps)));

        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(2, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task Test_results_of_a_newer_run_that_failed_are_new()
    {
        await using var world = await StagedStory.IngestedAsync();
        world.DbtCloud.Change(cloud => cloud.WithNewRun(DemoWorld.FailedTest(DemoWorld.MartsRun + 100, DemoWorld.MartsJob, TimeProvider.System.GetUtcNow().AddMinutes(-5))));

        var told = await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(2, StagedStory.Ingestions(world));
        Assert.Equal((StagedStory.MartsRun, "70471800000877"), (StagedStory.LastRun(told).Text("dbtRun", "id"), StagedStory.LastRun(told).Text("dbtRun", "testsFrom", "id")));
    }

    [Fact]
    public async Task A_changed_spec_makes_the_same_run_new()
    {
        await using var world = await StagedStory.IngestedAsync();
        await world.Api.PatchAsync(
            $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics",
            new JsonObject { ["spec"] = new JsonObject { ["options"] = new JsonObject { ["includeTags"] = false } } }, Cancelled);
        await world.UntilReadyAsync("analytics");

        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(2, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task A_run_that_somebody_asks_for_is_never_left_out_and_its_success_counts_for_the_next_slot()
    {
        await using var world = await StagedStory.IngestedAsync();
        await world.Api.PatchAsync(
            $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics",
            new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["metadata-ingestion.io/run-at"] = "now" } } }, Cancelled);
        await world.UntilIngestionAsync("analytics", item => StagedStory.LastRun(item) is { } run && run.Text("trigger") == "Requested" && run.Text("result") == "Succeeded");

        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(2, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task A_run_by_hand_may_be_left_out_since_a_pod_cannot_tell()
    {
        await using var world = await StagedStory.IngestedAsync();

        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);

        await StagedStory.EndsAsync(world, "by-hand", "Skipped");
        Assert.Equal(1, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task A_run_that_failed_is_no_success_to_rest_on()
    {
        await using var world = await StoryWorld.SettledAsync(StagedStory.SkipsUnchanged);
        world.StartControllers();
        world.OpenMetadata.Change(server => server with { Version = "1.14.0" });
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Failed");
        Assert.Null(await StagedStory.MarkAsync(world));

        world.OpenMetadata.Change(server => server with { Version = "1.13.6" });

        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");
        Assert.NotNull(await StagedStory.MarkAsync(world));
    }

    [Fact]
    public async Task A_run_of_which_no_table_was_found_is_ingested_again()
    {
        await using var world = await StoryWorld.StartAsync(catalog: catalog => catalog with { Services = [.. catalog.Services.Select(service => service with { Tables = [] })] });
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", StagedStory.SkipsUnchanged));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        world.StartControllers();

        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "NothingMatched");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "NothingMatched");

        Assert.Null(await StagedStory.MarkAsync(world));
        Assert.Equal(2, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task One_that_ended_while_no_operator_ran_is_repeated_once_at_most()
    {
        await using var world = await StoryWorld.SettledAsync(StagedStory.SkipsUnchanged);
        world.StartControllers();
        await world.StopOperatorAsync();
        await StagedStory.SlotUnseenAsync(world);
        await StagedStory.SlotUnseenAsync(world);
        Assert.Equal(2, StagedStory.Ingestions(world));

        await world.StartOperatorAsync();
        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(2, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task One_that_ended_while_no_operator_ran_is_not_repeated_where_the_operator_is_back_before_the_next_slot()
    {
        await using var world = await StoryWorld.SettledAsync(StagedStory.SkipsUnchanged);
        world.StartControllers();
        await world.StopOperatorAsync();
        var unseen = await StagedStory.SlotUnseenAsync(world);

        await world.StartOperatorAsync();
        await StagedStory.EndsAsync(world, unseen, "Succeeded");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Skipped");

        Assert.Equal(1, StagedStory.Ingestions(world));
    }

    [Fact]
    public async Task Where_nothing_is_to_be_left_out_every_slot_ingests()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.StartControllers();

        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");
        await StagedStory.EndsAsync(world, await StagedStory.SlotAsync(world), "Succeeded");

        Assert.Equal(2, StagedStory.Ingestions(world));
        Assert.Null(await StagedStory.MarkAsync(world));
    }
}
