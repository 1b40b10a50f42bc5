using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Demo;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>What the log of a run tells beyond its exit code, with the optional right to read it and without.</summary>
public sealed class RunLogTests
{
    private const string Service = "production-snowflake";
    private const string Layout = "[2026-11-24 10:00:00] INFO     {metadata.Utils:logger:223} - ";
    private const string Missing = $"{Layout}Unable to find the table '{Service}.analytics.marts.customers' in OpenMetadata.\n";
    private const string Summary = $"{Layout}Workflow dbt Summary:\n{Layout}Processed records: 14\n{Layout}Errors: 0\n{Layout}Workflow OpenMetadata Summary:\n{Layout}Processed records: 19\n{Layout}Errors: 2\n{Layout}Workflow Success %: 95.24\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_found_none_of_its_tables_has_brought_nothing_although_all_counts_look_well()
    {
        await using var world = await OpenMetadataStory.SettingAsync(metadata => metadata with { Services = [new DatabaseService(Service, "Snowflake")] });
        await world.UntilReadyAsync("analytics");

        var ingestion = await RanAsync(world, "NothingMatched");

        Assert.Contains("the database service production-snowflake has none of the tables that it looked for (analytics.marts.", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal((1, null, 0), ((int?)Filter(ingestion).Number("consecutiveFailures"), Filter(ingestion).Text("lastSuccessfulTime"), (int?)ingestion.Number("status", "lastRun", "exitCode")));
        Assert.Equal("True", ingestion.Condition("Ready").Text("status"));
    }

    [Fact]
    public async Task A_run_that_found_some_of_its_tables_has_succeeded_and_counts_those_it_missed()
    {
        await using var world = await OpenMetadataStory.SettingAsync(metadata => metadata with { Services = [new DatabaseService(Service, "Snowflake") { Tables = [.. ShopTables.Of(Service).TakeLast(1)] }] });
        await world.UntilReadyAsync("analytics");

        var ingestion = await RanAsync(world, "Succeeded");

        Assert.Contains("OpenMetadata lacks 4 tables that it looked for", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal(0, Filter(ingestion).Number("consecutiveFailures"));
    }

    [Fact]
    public async Task Without_the_right_results_are_told_as_before_and_the_log_is_asked_for_only_once()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.Kubernetes.Faults.FailNext(int.MaxValue, IsLog, 403);
        for (var run = 0; run < 2; run++)
        {
            var job = await SucceededAsync(world);
            var ingestion = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "runId") == job.Uid && item.Text("status", "lastRun", "result") == "Succeeded");
            Assert.Contains("succeeded by its exit code", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        }

        Assert.Single(world.Kubernetes.Requests.All, IsLog);
        Assert.Single(world.Log.All.Split('\n'), line => line.Contains("has no right to get pods/log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_cannot_hand_out_its_log_changes_nothing()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.Kubernetes.Faults.FailNext(1, IsLog, 502);

        await SucceededAsync(world);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        Assert.Contains("succeeded by its exit code", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_OpenMetadata_does_not_tell_the_summary_of_the_log_does()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.Kubernetes.PodLogs.Source = (_, _, _) => Missing + Summary;

        await SucceededAsync(world);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "PartialSuccess");
        Assert.Contains("by the summary of its log; the log lists them. It counted 14 records in step dbt; 19 records, 2 errors in step OpenMetadata. OpenMetadata lacks 1 table", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_huge_log_only_the_end_is_read()
    {
        await using var world = await StoryWorld.SettledAsync();
        var log = string.Concat(Enumerable.Repeat($"{Layout}as usual\n", 200_000)) + Missing + Summary;
        world.Kubernetes.PodLogs.Source = (_, _, _) => log;

        await SucceededAsync(world);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "PartialSuccess");
        Assert.Contains("lacks at least 1 table", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_log_with_huge_lines_nothing_is_believed_as_its_end_is_not_reached()
    {
        await using var world = await StoryWorld.SettledAsync();
        var log = string.Concat(Enumerable.Repeat(Missing + new string('x', 4000) + '\n', 4000)) + Summary;
        world.Kubernetes.PodLogs.Source = (_, _, _) => log;

        await SucceededAsync(world);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        Assert.Equal("succeeded by its exit code; OpenMetadata did not say how it went.", ingestion.Text("status", "lastRun", "message")!.Split(' ', 3)[2]);
    }

    [Fact]
    public async Task A_failure_that_its_last_lines_do_not_explain_is_looked_up_further_above()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.Kubernetes.PodLogs.Source = (_, _, _) => "Manifest file not found in dbt Cloud. Please ensure your dbt job generates artifacts.\nTraceback (most recent call last):\n" + string.Concat(Enumerable.Repeat("  File \"x.py\"\n", 100));
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(1, "Error", "  File \"x.py\"\n");
        await job.FailsAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Failed");

        Assert.Contains("the dbt run left no manifest.json", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
    }

    private static bool IsLog(Sandbox.Kubernetes.LoggedRequest request) => request.Path.EndsWith("/log", StringComparison.Ordinal);

    private static JsonObject Filter(JsonObject ingestion) => ingestion.Items("status", "ingestions").Single();

    private static async Task<JsonObject> RanAsync(StoryWorld world, string result)
    {
        world.StartControllers();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);
        return await world.UntilConditionAsync("analytics", "LastRunSucceeded", result);
    }

    private static async Task<PlayedJob> SucceededAsync(StoryWorld world)
    {
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(0, "Completed");
        await job.SucceedsAsync();
        return job;
    }
}
