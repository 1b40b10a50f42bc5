using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Demo;
using Sandbox.OpenMetadata;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>After a success somebody looks whether what it brought can be seen in OpenMetadata: once, and with few calls.</summary>
public sealed class VerificationTests
{
    private const string Service = "production-snowflake";
    private static readonly string[] Asked = ["/search/fieldQuery", "/tables/name/", "/lineage/", "/dataQuality/"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_ingestion_brought_passes_every_row_and_is_looked_at_once()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.StartControllers();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);

        var verification = await VerifiedAsync(world);

        Assert.Equal(["DbtRun Passed", "Ingestion Passed", "Lineage Passed", "Descriptions Passed", "TestResults Passed"], Rows(verification));
        Assert.StartsWith("analytics.marts.", Message(verification, "Lineage"), StringComparison.Ordinal);
        Assert.Equal(4, Calls(world));
        await StaysQuietAsync(world);
    }

    [Fact]
    public async Task A_run_into_the_wrong_service_brought_nothing_and_says_what_it_looked_for()
    {
        await using var world = await OpenMetadataStory.SettingAsync(metadata => metadata with
        {
            Services = [new DatabaseService(Service, "Snowflake") { Tables = [.. ShopTables.Of("elsewhere").Select(table => new Table($"{Service}.other.marts.{table.Name}", table.Columns))] }],
        });
        await world.UntilReadyAsync("analytics");
        world.StartControllers();
        await world.Api.CreateAsync(RunStories.JobsPath, ManualJob.Of(await RunStories.CronJobAsync(world), "by-hand"), Cancelled);

        var ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "NothingMatched");

        Assert.Contains("the database service production-snowflake has none of the tables that it looked for (analytics.marts.customers, ", ingestion.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        Assert.Equal((1, null, null), ((int?)Filter(ingestion).Number("consecutiveFailures"), Filter(ingestion).Text("lastSuccessfulTime"), Filter(ingestion)["lastIngested"]));
        Assert.Equal(["DbtRun Passed", "Ingestion Failed", "Lineage Failed", "Descriptions Failed", "TestResults Failed"], Rows(Verification(ingestion)!));
        Assert.Equal(3, Calls(world)); // One for each model.
        await StaysQuietAsync(world);
    }

    [Fact]
    public async Task What_a_table_lacks_is_told_with_its_name_and_the_likely_cause()
    {
        await using var world = await StoryWorld.SettledAsync();

        var ended = await SucceededAsync(world, Message("""["run_results.json"]"""));

        var verification = await VerifiedAsync(world, ended.Uid);
        Assert.Equal(["DbtRun Passed", "Ingestion Passed", "Lineage Failed", "Descriptions Failed", "TestResults Unknown"], Rows(verification));
        Assert.Equal($"analytics.marts.customers has no description, and dbt has one for it; see what the log of Job {ended.Name} says of this table", Message(verification, "Descriptions"));
        Assert.Equal("run 70471800000777 left no test results; add dbt build (or dbt test) to its job", Message(verification, "TestResults"));
        var notice = await NoticeAsync(world, "NotVerified");
        Assert.Equal("Warning", notice.Text("type"));
        Assert.Contains("and dbt has one for it", notice.Text("note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_whose_name_is_written_otherwise_is_found_as_the_ingestion_finds_it()
    {
        await using var world = await StoryWorld.SettledAsync();

        var ended = await SucceededAsync(world, Message().Replace("analytics", "ANALYTICS", StringComparison.Ordinal));

        Assert.Contains("ANALYTICS.marts.customers has no description", Message(await VerifiedAsync(world, ended.Uid), "Descriptions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_OpenMetadata_does_not_answer_nothing_is_told_and_it_is_asked_again_even_by_the_next_operator()
    {
        await using var world = await StoryWorld.SettledAsync();
        world.OpenMetadata.Faults.Add(Fault.Status(503) with { Path = "/search/" });
        await SucceededAsync(world, Message());
        var open = await world.UntilIngestionAsync("analytics", item => Verification(item)?["retry"] is not null);
        Assert.Equal(["DbtRun Passed", "Ingestion Passed", "Lineage Unknown", "Descriptions Unknown", "TestResults Unknown"], Rows(Verification(open)!));
        Assert.Equal((0, "Succeeded"), ((int?)Filter(open).Number("consecutiveFailures"), open.Text("status", "lastRun", "result")));
        await world.StopOperatorAsync();
        world.OpenMetadata.Faults.Clear();
        lock (world.OpenMetadata.Catalog.Gate)
        {
            foreach (var table in world.OpenMetadata.Catalog.Tables.All.ToList())
            {
                world.OpenMetadata.Catalog.Tables.Remove(table.Text("id")!);
            }
        }

        await world.StartOperatorAsync(clock: new LaterClock(TimeSpan.FromMinutes(6)));

        var late = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "NothingMatched");
        Assert.Equal((1, null, null), ((int?)Filter(late).Number("consecutiveFailures"), Filter(late).Text("lastSuccessfulTime"), Verification(late)!["retry"]));
        Assert.Contains("has none of the tables that it looked for (analytics.marts.customers)", late.Text("status", "lastRun", "message"), StringComparison.Ordinal);
        await NoticeAsync(world, "NothingMatched");
    }

    [Fact]
    public async Task Who_does_not_want_it_costs_OpenMetadata_no_call()
    {
        await using var world = await StoryWorld.SettledAsync(item => item["spec"]!["verification"] = new JsonObject { ["enabled"] = false });

        await SucceededAsync(world, Message());

        JsonObject ingestion;
        try { ingestion = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded"); } catch { System.IO.File.WriteAllText("/tmp/wtv-oplog.txt", world.Log.All); throw; }
        Assert.Equal((null, 0), (Verification(ingestion), Calls(world)));
    }

    [Fact]
    public async Task A_run_that_asked_dbt_Cloud_itself_is_looked_at_by_the_manifest_of_its_run()
    {
        await using var world = await StoryWorld.SettledAsync(StoryWorld.Direct);
        var before = Manifests(world);
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.ContainerEndsAsync(0, "Completed");
        await job.SucceedsAsync();

        var verification = await VerifiedAsync(world, job.Uid);

        Assert.Equal("Failed", Rows(verification).Single(row => row.StartsWith("Descriptions", StringComparison.Ordinal)).Split(' ')[1]);
        Assert.Contains("analytics.marts.", Message(verification, "Descriptions"), StringComparison.Ordinal);
        Assert.Equal(1, Manifests(world) - before);
    }

    [Fact]
    public async Task A_name_that_repeats_the_token_gets_no_further()
    {
        await using var world = await StoryWorld.SettledAsync();

        await SucceededAsync(world, Message().Replace("customers", world.BotToken, StringComparison.Ordinal));

        var ingestion = await world.UntilIngestionAsync("analytics", item => Verification(item) is not null);
        Assert.Null(new Canaries(world.BotToken).In(ingestion["status"]!.ToJsonString()));
        await world.StopOperatorAsync();
        Assert.Null(new Canaries(world.BotToken).In(world.Log.All));
    }

    private static string Message(string missing = "[]") =>
        $$$"""{"format":1,"run":{"id":"70471800000777","jobId":"54321","status":"Success"},"missing":{{{missing}}},"models":[{"database":"analytics","schema":"marts","alias":"customers","derived":true,"described":true,"tested":true}]}""";

    private static async Task<PlayedJob> SucceededAsync(StoryWorld world, string message)
    {
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await job.FetchEndsAsync(0, message);
        await job.ContainerEndsAsync(0, "Completed");
        await job.SucceedsAsync();
        return job;
    }

    private static async Task<JsonObject> VerifiedAsync(StoryWorld world, string? runId = null) =>
        Verification(await world.UntilIngestionAsync("analytics", item => Verification(item) is { } found && (runId is null || found.Text("runId") == runId)))!;

    /// <summary>Neither another look at the resource nor another operator asks again, and nothing more is written.</summary>
    private static async Task StaysQuietAsync(StoryWorld world)
    {
        var calls = Calls(world);
        await world.StopOperatorAsync();
        var before = await world.UntilIngestionAsync("analytics", _ => true);
        await world.StartOperatorAsync();
        await world.ApplyAsync(world.Ingestion("analytics", item => item["metadata"]!["annotations"] = new JsonObject { ["reconcile.fluxcd.io/requestedAt"] = "again" }));
        var after = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledReconcileAt") == "again");

        Assert.Equal((calls, Verification(before)!.ToJsonString()), (Calls(world), Verification(after)!.ToJsonString()));
    }

    private static int Calls(StoryWorld world) => world.OpenMetadata.Requests.All.Count(request =>
        request.UserAgent.StartsWith("dbt-cloud-ingestion-operator", StringComparison.Ordinal) && Asked.Any(part => request.Path.Contains(part, StringComparison.Ordinal)));

    private static int Manifests(StoryWorld world) => world.DbtCloud.Requests.All.Count(request => request.Path.EndsWith("/artifacts/manifest.json", StringComparison.Ordinal));

    private static JsonObject Filter(JsonObject ingestion) => ingestion.Items("status", "ingestions").Single();

    private static JsonObject? Verification(JsonObject ingestion) => ingestion.Items("status", "ingestions").FirstOrDefault()?["verification"] as JsonObject;

    private static IEnumerable<string> Rows(JsonObject verification) => verification.Items("checks").Select(row => $"{row.Text("name")} {row.Text("result")}");

    private static string Message(JsonObject verification, string row) => verification.Items("checks").Single(check => check.Text("name") == row).Text("message")!;

    /// <summary>The one event of that reason, once the operator has finished what it was at.</summary>
    private static async Task<JsonObject> NoticeAsync(StoryWorld world, string reason)
    {
        await world.StopOperatorAsync();
        return Assert.Single(await RunEventTests.EventsAsync(world), happened => happened.Text("reason") == reason);
    }

    /// <summary>The hour of a later day, with timers that go as usual.</summary>
    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
