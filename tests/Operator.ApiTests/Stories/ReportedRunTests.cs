using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Sandbox.Outside;
using Xunit;
using static Operator.ApiTests.Stories.OpenMetadataStory;

namespace Operator.ApiTests.Stories;

/// <summary>What OpenMetadata shows of pipelines and runs, where the ingestion itself would have written too much or cannot write any more.</summary>
public sealed class ReportedRunTests
{
    private const string Pipeline = "production-snowflake.data-analytics-marts";
    private const string Pipelines = "/api/v1/services/ingestionPipelines";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pipeline_is_there_before_the_first_run_and_the_run_brings_no_token_to_it()
    {
        await using var world = await StoryWorld.SettledAsync();
        var made = Stored(world);
        var applied = world.Kubernetes.Requests.All.First(request => request.IsWrite && request.Path.Contains("/cronjobs/", StringComparison.Ordinal));
        Assert.True(OfOperator(world).Single(request => request.Method == "POST").At < applied.At);

        world.StartControllers();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);
        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");

        Assert.Contains("Kubernetes runs this ingestion: DbtCloudIngestion data/analytics, filter marts", made.Text("description"), StringComparison.Ordinal);
        Assert.Equal(made.ToJsonString(), Stored(world).ToJsonString());
        Assert.DoesNotContain(DemoWorld.Token, Stored(world).ToJsonString(), StringComparison.Ordinal);
        Assert.Single(world.OpenMetadata.Requests.All, request => request is { Method: not "GET", Path: Pipelines });
        Assert.DoesNotContain(OfOperator(world), IsEnd);
    }

    [Fact]
    public async Task A_container_that_dies_leaves_a_run_that_has_failed_and_is_told_once()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await DyingAsync(world);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "OutOfMemory");

        var told = Last(world, job)!;
        Assert.Equal(("failed", 1000L), (told.Text("pipelineState"), told.Number("startDate")));
        Assert.True(told.Number("endDate") > told.Number("startDate"));
        Assert.Contains("used up its memory limit", told.ToJsonString(), StringComparison.Ordinal);
        await world.StopOperatorAsync();
        await world.StartOperatorAsync();
        await world.ApplyAsync(world.Ingestion("analytics", item => item["spec"]!["suspend"] = true));
        var later = await world.UntilConditionAsync("analytics", "Ready", "Suspended");
        Assert.Single(OfOperator(world), IsEnd);
        Assert.Null(Untold(ingestion) ?? Untold(later));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_OpenMetadata_could_not_be_told_is_told_when_it_answers_again(bool afterRestart)
    {
        await using var world = await StoryWorld.SettledAsync();
        world.OpenMetadata.Faults.Add(Fault.Status(503) with { Path = "/pipelineStatus" });
        var job = await DyingAsync(world);

        var ingestion = await world.UntilIngestionAsync("analytics", item => Untold(item) is not null);
        if (afterRestart)
        {
            await world.StopOperatorAsync();
        }

        world.OpenMetadata.Faults.Clear();
        if (afterRestart)
        {
            await world.StartOperatorAsync();
        }

        await world.UntilIngestionAsync("analytics", item => Untold(item) is null);
        Assert.Equal(("OutOfMemory", job.Uid), (ingestion.Text("status", "lastRun", "result"), Untold(ingestion)!.Text("runId")));
        Assert.Equal("failed", Last(world, job).Text("pipelineState"));
        Assert.Contains("used up its memory limit", Last(world, job)!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.13.6", "stopped")]
    [InlineData("1.12.14", "failed")]
    public async Task A_run_that_somebody_stopped_is_told_in_the_words_that_the_server_knows(string version, string state)
    {
        await using var world = await StoryWorld.StartAsync(catalog: server => server with { Version = version });
        await StartAsync(world);
        await world.UntilReadyAsync("analytics");
        var job = await RunningAsync(world);
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "result") == "Running");

        await job.DeleteAsync();

        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Stopped");
        Assert.Equal(state, Last(world, job).Text("pipelineState"));
    }

    [Fact]
    public async Task An_end_that_the_ingestion_told_stays_as_it_is()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await RunningAsync(world);
        Say(world, job, "partialSuccess");
        await job.ContainerEndsAsync(137, "OOMKilled");
        await job.FailsAsync();

        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "OutOfMemory");

        Assert.Equal("partialSuccess", Last(world, job).Text("pipelineState"));
        Assert.DoesNotContain(OfOperator(world), IsEnd);
    }

    [Fact]
    public async Task Where_there_is_no_pipeline_nobody_is_told_and_nothing_is_owed()
    {
        await using var world = await StoryWorld.SettledAsync();
        lock (world.OpenMetadata.Catalog.Gate)
        {
            world.OpenMetadata.Catalog.Pipelines.Remove(world.OpenMetadata.Catalog.Pipelines.Named(Pipeline)!.Text("id")!);
        }

        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(137, "OOMKilled");
        await job.FailsAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "OutOfMemory");
        Assert.Equal(404, OfOperator(world).Single(IsEnd).Status);
        Assert.Null(Untold(ingestion));
        Assert.Null(Last(world, job));
    }

    [Fact]
    public async Task Who_does_not_report_runs_is_not_asked_about_one_and_writes_nothing()
    {
        await using var world = await StoryWorld.SettledAsync(item => item["spec"]!["openMetadata"]!["reportRuns"] = false);
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(137, "OOMKilled");
        await job.FailsAsync();

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "OutOfMemory");

        // That other pipelines write to the service is worth a warning all the same, so those that there are were listed.
        Assert.All(OfOperator(world).Where(request => request.Path.StartsWith(Pipelines, StringComparison.Ordinal)), request => Assert.Equal(("GET", Pipelines), (request.Method, request.Path)));
        Assert.Null(Untold(ingestion));
    }

    [Fact]
    public async Task A_bot_that_may_not_create_pipelines_is_told_which_right_it_lacks()
    {
        await using var world = await SettingAsync(fault: Fault.Status(403) with { Method = "POST", Path = Pipelines });

        await WarnsAsync(world, "BotToken", "RunsNotReported", "Create on ingestionPipeline");

        Assert.NotNull(await world.CronJobAsync("analytics-marts"));
    }

    [Fact]
    public async Task A_bot_that_may_not_end_runs_is_told_which_right_it_lacks()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.OpenMetadata.Faults.Add(Fault.Status(403) with { Method = "PUT", Path = "/pipelineStatus" });
        await DyingAsync(world);

        await WarnsAsync(world, "BotToken", "RunsNotReported", "EditIngestionPipelineStatus");
        Assert.Null(Untold(await world.UntilConditionAsync("analytics", "LastRunSucceeded", "OutOfMemory")));
    }

    [Fact]
    public async Task A_pipeline_that_did_not_arrive_holds_up_no_CronJob_and_is_made_known_later()
    {
        await using var world = await SettingAsync(fault: Fault.Status(503) with { Method = "POST", Path = Pipelines });
        await world.UntilIngestionAsync("analytics", item => Check(item, "BotToken") is { } check && check.Text("reason") == "Unreachable" && check.Text("result") == "Warning");
        Assert.NotNull(await world.CronJobAsync("analytics-marts"));

        world.OpenMetadata.Faults.Clear();
        await world.ApplyAsync(world.Ingestion("analytics", item => item["metadata"]!["annotations"] = new JsonObject { ["reconcile.fluxcd.io/requestedAt"] = "now" }));

        await world.UntilIngestionAsync("analytics", item => Check(item, "BotToken").Text("result") == "Passed");
        Assert.Equal("data-analytics-marts", Stored(world).Text("name"));
    }

    /// <summary>A run that has told that it runs, as the ingestion does.</summary>
    private static async Task<PlayedJob> RunningAsync(StoryWorld world)
    {
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        Say(world, job, "running");
        return job;
    }

    private static async Task<PlayedJob> DyingAsync(StoryWorld world)
    {
        var job = await RunningAsync(world);
        await job.ContainerEndsAsync(137, "OOMKilled");
        await job.FailsAsync();
        return job;
    }

    private static void Say(StoryWorld world, PlayedJob job, string state)
    {
        lock (world.OpenMetadata.Catalog.Gate)
        {
            world.OpenMetadata.Catalog.Runs.Say(Pipeline, new JsonObject { ["runId"] = job.Uid, ["pipelineState"] = state, ["startDate"] = 1000, ["timestamp"] = 1000 });
        }
    }

    private static JsonObject? Last(StoryWorld world, PlayedJob job)
    {
        lock (world.OpenMetadata.Catalog.Gate)
        {
            return world.OpenMetadata.Catalog.Runs.Last(Pipeline, job.Uid);
        }
    }

    /// <summary>As the server holds it, secrets and all.</summary>
    private static JsonObject Stored(StoryWorld world)
    {
        lock (world.OpenMetadata.Catalog.Gate)
        {
            return world.OpenMetadata.Catalog.Pipelines.Named(Pipeline)!.DeepClone().AsObject();
        }
    }

    private static JsonObject? Untold(JsonObject ingestion) => ingestion.Items("status", "ingestions").Select(one => one["untoldRun"]).FirstOrDefault()?.AsObject();

    private static IReadOnlyList<SeenRequest> OfOperator(StoryWorld world) =>
        [.. world.OpenMetadata.Requests.All.Where(request => request.UserAgent.StartsWith("dbt-cloud-ingestion-operator", StringComparison.Ordinal))];

    private static bool IsEnd(SeenRequest request) => request.Method == "PUT" && request.Path.EndsWith("/pipelineStatus", StringComparison.Ordinal);
}
