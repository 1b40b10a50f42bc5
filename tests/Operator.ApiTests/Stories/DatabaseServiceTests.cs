using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;
using Xunit;
using static Operator.ApiTests.Stories.OpenMetadataStory;

namespace Operator.ApiTests.Stories;

/// <summary>The database service that dbt's models have to find: one thing is wrong with it at a time.</summary>
public sealed class DatabaseServiceTests
{
    private const string Service = "production-snowflake";

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
        await using var world = await SettingAsync(metadata => metadata with
        {
            Services = [new DatabaseService(Service, "Snowflake"), new DatabaseService("other", "Postgres") { Tables = ShopTables.Of("other") }],
        });

        await FailsAsync(world, "DatabaseService", "NothingIngestedYet", "run its metadata ingestion");
    }

    [Fact]
    public async Task A_service_of_another_kind_than_dbts_warehouse_is_told_with_both()
    {
        const string manifest = """{"metadata": {"adapter_type": "bigquery"}, "nodes": {}, "sources": {}}""";
        await using var world = await SettingAsync(accounts: accounts => accounts.WithRun(DemoWorld.MartsRun, run => run with
        {
            Steps = [.. run.Steps.Select(step => step.Artifacts.Find("manifest.json") is null ? step : step with { Artifacts = step.Artifacts.With("manifest.json", manifest) })],
        }));

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

    /// <summary>A pipeline as somebody clicked it together in OpenMetadata.</summary>
    private static void Clicked(StoryWorld world, string name, Action<JsonObject>? change = null)
    {
        var catalog = world.OpenMetadata.Catalog;
        var pipeline = new JsonObject { ["name"] = name, ["pipelineType"] = "dbt", ["enabled"] = true, ["service"] = catalog.Services.Reference(catalog.Services.Named(Service)!) };
        change?.Invoke(pipeline);
        catalog.Pipelines.Put($"{Service}.{name}", pipeline);
    }
}
