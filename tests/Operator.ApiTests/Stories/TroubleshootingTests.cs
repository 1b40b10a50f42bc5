using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>The rows of the guide's troubleshooting table: each thing is broken as the table has it, and the status names the cause and the cure.</summary>
public sealed class TroubleshootingTests(ITestOutputHelper output)
{
    private const string NewToken = "dbtc_renewed_0123456789";
    private const string OldToken = "dbtc_expired_0123456789";

    [Fact]
    public async Task Invalid_token_the_status_says_401_and_to_make_a_new_one()
    {
        await using var world = await SettingAsync(_ => { });
        await world.UntilReadyAsync("analytics");

        world.DbtCloud.Change(accounts => accounts with { Tokens = [new DbtToken(NewToken, DemoWorld.AccountId)] });
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", OldToken));

        var told = await world.UntilConditionAsync("analytics", "ConnectionVerified", "InvalidTokenOrHost");
        Says(told, "ConnectionVerified", "False", "401", "make a new token", "docs/reasons.md#connectionverified-invalidtokenorhost");
        Assert.Equal(("Failed", "InvalidTokenOrHost"), ResultOf(told, "AccountAccess"));

        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", NewToken));
        await world.UntilReadyAsync("analytics");
    }

    [Fact]
    public async Task No_runs_found_the_status_says_to_run_a_job_and_wait()
    {
        await using var world = await SettingAsync(_ => { }, accounts => accounts.WithAccount(DemoWorld.AccountId, account => account with { Runs = [] }));

        var told = await world.UntilConditionAsync("analytics", "RecentRunFound", "NoSuccessfulRun");

        Says(told, "RecentRunFound", "False", $"job {DemoWorld.MartsJob} has no finished run yet", "run a job in dbt Cloud and wait", "docs/reasons.md#recentrunfound-nosuccessfulrun");
        Assert.Equal(("Failed", "NoSuccessfulRun"), ResultOf(told, "RecentRunFound"));
    }

    [Fact]
    public async Task Wrong_account_the_status_says_to_check_the_id_in_the_browsers_address()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["account"]!["id"] = "54321");

        var told = await world.UntilConditionAsync("analytics", "ConnectionVerified", "WrongAccount");

        Assert.Contains(world.DbtCloud.Requests.All, request => request.Status == 403);
        Says(told, "ConnectionVerified", "False", "does not open account 54321", "check account.id against the number in the browser's address", "docs/reasons.md#connectionverified-wrongaccount");
        Assert.Equal(("Failed", "WrongAccount"), ResultOf(told, "AccountAccess"));
    }

    /// <summary>How long it takes is printed, not asserted: it is a figure of the machine, too.</summary>
    [Fact]
    public async Task Missing_catalog_json_the_status_names_the_command_and_the_job_that_lacks_it()
    {
        await using var world = await SettingAsync(_ => { }, accounts => accounts.WithRun(DemoWorld.MartsRun, run => run.Without("catalog.json")));

        var told = await world.UntilConditionAsync("analytics", "RecentRunFound", "ArtifactsMissing");

        Says(told, "RecentRunFound", "False", "catalog.json", "dbt docs generate", $"job {DemoWorld.MartsJob}", "docs/reasons.md#recentrunfound-artifactsmissing");
        Assert.Equal(("Warning", "ArtifactsMissing"), ResultOf(told, "Artifacts"));

        // Less to see is no reason not to ingest.
        await world.UntilReadyAsync("analytics");
        Assert.NotNull(await world.CronJobAsync("analytics-marts"));
    }

    [Fact]
    public async Task Wrong_database_service_the_status_names_the_one_that_comes_near()
    {
        await using var world = await SettingAsync(ingestion => ingestion["spec"]!["openMetadata"]!["databaseService"] = "production_snowflake");

        var told = await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "DatabaseServiceNotFound");

        Says(told, "OpenMetadataVerified", "False", "production_snowflake", "production-snowflake", "openMetadata.databaseService", "docs/reasons.md#openmetadataverified-databaseservicenotfound");
        Assert.Equal(("Failed", "DatabaseServiceNotFound"), ResultOf(told, "DatabaseService"));
    }

    [Fact]
    public async Task Stale_data_the_status_says_how_old_it_is_and_why_the_ingestion_does_not_run()
    {
        var clock = FreshTests.ClockOfNow();
        await using var world = await FreshTests.IngestedAsync(clock);
        var slot = FreshTests.SlotOf(await world.UntilConditionAsync("analytics", "Fresh", "Fresh"));
        await world.Api.PatchAsync(
            $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics",
            new JsonObject { ["spec"] = new JsonObject { ["suspend"] = true } }, TestContext.Current.CancellationToken);
        await world.UntilConditionAsync("analytics", "Ready", "Suspended");

        await FreshTests.ADayLaterAsync(world, clock, slot);

        var told = await world.UntilConditionAsync("analytics", "Fresh", "Stale");
        Says(told, "Fresh", "False", $"Run {FreshTests.NewRun} of dbt Cloud", "is not ingested", "spec.suspend holds the CronJob still", "docs/reasons.md#fresh-stale");
        Assert.Equal("True", told.Condition("Ready").Text("status"));
    }

    [Fact]
    public async Task A_refused_token_is_in_the_status_soon_after_the_Secret_changes()
    {
        await using var world = await SettingAsync(_ => { });
        await world.UntilReadyAsync("analytics");

        var began = TimeProvider.System.GetTimestamp();
        await world.ApplyAsync(Manifests.Secret("dbt-cloud", "token", OldToken));
        await world.UntilConditionAsync("analytics", "ConnectionVerified", "InvalidTokenOrHost");

        output.WriteLine($"From the Secret's change to the status: {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");
    }

    private static async Task<StoryWorld> SettingAsync(Action<JsonObject> spoil, Func<DbtCloudWorld, DbtCloudWorld>? change = null)
    {
        var world = await StoryWorld.StartAsync(change);
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", spoil));
        await world.StartOperatorAsync();
        return world;
    }

    private static void Says(JsonObject ingestion, string condition, string status, params IEnumerable<string> words)
    {
        Assert.Equal(status, ingestion.Condition(condition).Text("status"));
        Assert.All(words, word => Assert.Contains(word, ingestion.Condition(condition).Text("message"), StringComparison.Ordinal));
    }

    private static (string?, string?) ResultOf(JsonObject ingestion, string check)
    {
        var found = ingestion.Items("status", "connection", "checks").Single(item => item.Text("name") == check);
        return (found.Text("result"), found.Text("reason"));
    }
}
