using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>OpenMetadata's side of the connection test: one thing is broken at a time, and the status tells the reason and the fix.</summary>
public sealed class OpenMetadataCheckTests
{
    private const string Service = "production-snowflake";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task All_is_well_and_costs_four_calls()
    {
        await using var world = await SettingAsync();

        var told = await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Verified");

        Assert.Equal(["Passed", "Passed", "Passed"], ((string[])["OpenMetadata", "BotToken", "DatabaseService"]).Select(name => Check(told, name).Text("result")));
        Assert.Equal(4, world.OpenMetadata.Requests.All.Count);
    }

    [Fact]
    public async Task A_token_past_its_end_is_told_with_the_day_and_nothing_is_asked_with_it()
    {
        await using var world = await SettingAsync(Expiring(Now.AddHours(-1)));

        var told = await FailsAsync(world, "BotToken", "TokenExpired", "make a new token of the ingestion bot");

        Assert.Equal("Skipped", Check(told, "DatabaseService").Text("result"));
        Assert.DoesNotContain(world.OpenMetadata.Requests.All, request => request.Token is not null);
    }

    [Fact]
    public async Task A_token_that_ends_within_a_week_is_a_warning_and_the_condition_holds()
    {
        await using var world = await SettingAsync(Expiring(Now.AddDays(6)));

        var told = await WarnsAsync(world, "BotToken", "TokenExpiresSoon", "\"openmetadata-bot\" under \"jwtToken\"");

        Assert.Equal("Passed", Check(told, "DatabaseService").Text("result"));
    }

    [Fact]
    public async Task The_end_of_a_token_is_noticed_when_it_comes()
    {
        await using var world = await SettingAsync(Expiring(Now.AddSeconds(4)));

        await FailsAsync(world, "BotToken", "TokenExpired", "make a new token of the ingestion bot");
    }

    [Fact]
    public async Task A_token_that_OpenMetadata_refuses_is_told_apart_from_one_that_has_ended()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", "no-web-token-at-all"));
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.StartOperatorAsync();

        await FailsAsync(world, "BotToken", "InvalidToken", "(401)");

        await world.ApplyAsync(Manifests.Secret("openmetadata-bot", "jwtToken", world.BotToken));
        await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Verified");
    }

    [Fact]
    public async Task A_bot_without_rights_is_told_what_to_give_it()
    {
        await using var world = await SettingAsync(fault: Fault.Status(403) with { Path = "/databaseServices" });

        await FailsAsync(world, "BotToken", "InvalidToken", "role of the ingestion bot");
    }

    [Fact]
    public async Task A_service_that_does_not_exist_is_told_with_the_name_that_is_near()
    {
        await using var world = await SettingAsync(spoil: ingestion => ingestion["spec"]!["openMetadata"]!["databaseService"] = "prod-snowflake");

        var told = await FailsAsync(world, "DatabaseService", "DatabaseServiceNotFound", $"\"{Service}\"");

        Assert.Equal("Passed", Check(told, "BotToken").Text("result"));
        Assert.Contains("openMetadata.databaseService", told.Condition("OpenMetadataVerified").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_a_table_asks_for_its_own_ingestion_first()
    {
        await using var world = await SettingAsync(metadata => metadata with { Services = [new DatabaseService(Service, "Snowflake"), new DatabaseService("other", "Postgres") { Tables = ShopTables.Of("other") }] });

        await FailsAsync(world, "DatabaseService", "NothingIngestedYet", "run its metadata ingestion");
    }

    [Fact]
    public async Task A_service_of_another_kind_than_dbts_warehouse_is_told_with_both()
    {
        await using var world = await SettingAsync(accounts: accounts => accounts.WithRun(DemoWorld.MartsRun, run => run with { Steps = [.. run.Steps.Select(step => step with { Artifacts = step.Artifacts.Find("manifest.json") is null ? step.Artifacts : step.Artifacts.With("manifest.json", """{"metadata": {"adapter_type": "bigquery"}, "nodes": {}, "sources": {}}""") })] }));

        await FailsAsync(world, "DatabaseService", "AdapterMismatch", "of type Snowflake, but dbt writes to bigquery");
    }

    [Fact]
    public async Task Another_dbt_pipeline_is_a_warning_and_those_of_ingestions_are_none()
    {
        await using var world = await StoryWorld.StartAsync();
        Clicked(world, "data-analytics-marts");
        Clicked(world, "other-cluster", pipeline => pipeline["description"] = "Belongs to a DbtCloudIngestion (metadata-ingestion.io)");
        Clicked(world, "switched-off", pipeline => pipeline["enabled"] = false);
        Clicked(world, "profiler", pipeline => pipeline["pipelineType"] = "profiler");
        Clicked(world, "dbt_prod");
        await StartAsync(world);

        var told = await WarnsAsync(world, "DatabaseService", "DuplicatePipeline", "disable or delete");

        Assert.Contains($": \"{Service}.dbt_prod\";", Check(told, "DatabaseService").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_OpenMetadata_that_falls_silent_keeps_its_verdict_dated()
    {
        await using var world = await SettingAsync();
        await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Verified");
        world.OpenMetadata.Faults.Add(Fault.Status(503));

        await world.ApplyAsync(world.Ingestion("analytics", ingestion => ingestion["metadata"]!["annotations"] = new JsonObject { ["reconcile.fluxcd.io/requestedAt"] = "now" }));

        var told = await world.UntilIngestionAsync("analytics", item => Check(item, "OpenMetadata").Text("result") == "Warning");
        Assert.Contains(" stands.", Check(told, "OpenMetadata").Text("message"), StringComparison.Ordinal);
        Assert.Equal(("Passed", "Passed"), (Check(told, "BotToken").Text("result"), Check(told, "DatabaseService").Text("result")));
        Assert.Equal(("True", "True"), (told.Condition("OpenMetadataVerified").Text("status"), told.Condition("Ready").Text("status")));
    }

    [Fact]
    public async Task Before_the_first_verdict_a_silent_OpenMetadata_is_unknown()
    {
        await using var world = await SettingAsync(fault: Fault.Status(503));

        var told = await world.UntilConditionAsync("analytics", "OpenMetadataVerified", "Unreachable");

        Assert.Equal(["Unknown", "Unknown", "Unknown"], ((string[])["OpenMetadata", "BotToken", "DatabaseService"]).Select(name => Check(told, name).Text("result")));
    }

    private static async Task<StoryWorld> SettingAsync(
        Func<OpenMetadataWorld, OpenMetadataWorld>? catalog = null, Action<JsonObject>? spoil = null, Fault? fault = null, Func<DbtCloudWorld, DbtCloudWorld>? accounts = null)
    {
        var world = await StoryWorld.StartAsync(accounts, catalog);
        if (fault is not null)
        {
            world.OpenMetadata.Faults.Add(fault);
        }

        await StartAsync(world, spoil);
        return world;
    }

    private static async Task StartAsync(StoryWorld world, Action<JsonObject>? spoil = null)
    {
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", spoil));
        await world.StartOperatorAsync();
    }

    private static Func<OpenMetadataWorld, OpenMetadataWorld> Expiring(DateTimeOffset end) => metadata => metadata with { Bots = [Bot.Named("ingestion-bot", end)] };

    /// <summary>A pipeline as somebody clicked it together in OpenMetadata.</summary>
    private static void Clicked(StoryWorld world, string name, Action<JsonObject>? change = null)
    {
        var catalog = world.OpenMetadata.Catalog;
        var pipeline = new JsonObject { ["name"] = name, ["pipelineType"] = "dbt", ["enabled"] = true, ["service"] = catalog.Services.Reference(catalog.Services.Named(Service)!) };
        change?.Invoke(pipeline);
        catalog.Pipelines.Put($"{Service}.{name}", pipeline);
    }

    private static async Task<JsonObject> FailsAsync(StoryWorld world, string check, string reason, string fix)
    {
        var told = await ToldAsync(world, check, reason, fix, "Failed");
        Assert.Equal("False", told.Condition("OpenMetadataVerified").Text("status"));
        return told;
    }

    private static async Task<JsonObject> WarnsAsync(StoryWorld world, string check, string reason, string fix)
    {
        var told = await ToldAsync(world, check, reason, fix, "Warning");
        Assert.Equal("True", told.Condition("OpenMetadataVerified").Text("status"));
        return told;
    }

    /// <summary>Reason and fix stand at the check and in the condition; nothing of it hinders the CronJob.</summary>
    private static async Task<JsonObject> ToldAsync(StoryWorld world, string check, string reason, string fix, string result)
    {
        var told = await world.UntilConditionAsync("analytics", "OpenMetadataVerified", reason);
        Assert.Equal((result, reason), (Check(told, check).Text("result"), Check(told, check).Text("reason")));
        Assert.Contains(fix, Check(told, check).Text("message"), StringComparison.Ordinal);
        Assert.Contains(fix, told.Condition("OpenMetadataVerified").Text("message"), StringComparison.Ordinal);
        Assert.Equal("True", told.Condition("Ready").Text("status"));
        return told;
    }

    private static JsonObject? Check(JsonObject ingestion, string name) =>
        ingestion.Items("status", "connection", "checks").FirstOrDefault(check => check.Text("name") == name);
}
