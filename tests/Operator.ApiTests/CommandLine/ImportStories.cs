using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Operator.Hosting.Verbs;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>A pipeline that was clicked together becomes an ingestion that does the same.</summary>
public sealed class ImportStories
{
    private const string Canary = "dbtc_canary_0815";

    [Fact]
    public async Task It_goes_round_imported_and_rendered_it_does_what_the_pipeline_does()
    {
        await using var world = await StoryWorld.StartAsync();
        await ClickAsync(world, "dbt_prod", "cloud");

        var imported = await VerbRun.OfAsync(world, ["import", "--from-openmetadata", "production-snowflake.dbt_prod", "--openmetadata-url", world.OpenMetadata.Api.AbsoluteUri, "-n", "data"]);
        var ingestion = YamlReading.Read("imported", new StringReader(imported.Out)).Documents.Single().Root;
        StoryWorld.Direct(ingestion);
        var rendered = await VerbRun.OfAsync(world, ["render", "-f", "-", "-o", "json"], manifests: ingestion);

        Assert.Equal((0, 0), (imported.Code, rendered.Code));
        var cronJob = rendered.Json["items"]![0]!.AsObject();
        var document = YamlReading.Read("document", new StringReader(cronJob.Text("spec", "jobTemplate", "spec", "template", "metadata", "annotations", "metadata-ingestion.io/workflow")!)).Documents.Single().Root;
        var config = document.At("source", "sourceConfig", "config")!.AsObject();
        config["dbtConfigSource"]!.AsObject().Remove("dbtCloudAuthToken");
        Assert.True(JsonNode.DeepEquals(Config("cloud", withToken: false), config), config.ToJsonString());
        Assert.Equal("production-snowflake.dbt_prod", document.Text("ingestionPipelineFQN"));
        Assert.Equal("DEBUG", document.Text("workflowConfig", "loggerLevel"));
        Assert.Equal(("0 */6 * * *", "Europe/Berlin"), (cronJob.Text("spec", "schedule"), cronJob.Text("spec", "timeZone")));
    }

    [Fact]
    public async Task Its_token_stays_in_OpenMetadata()
    {
        await using var world = await StoryWorld.StartAsync();
        await ClickAsync(world, "dbt_prod", "cloud");

        var run = await ImportAsync(world, "production-snowflake.dbt_prod");

        Assert.DoesNotContain("canary", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(world.BotToken, run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("***", run.Out, StringComparison.Ordinal);
        Assert.Contains("create the Secrets dbt-cloud (key token) and openmetadata-bot (key jwtToken)", run.Error, StringComparison.Ordinal);
        Assert.Contains("airflowConfig.email", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_printed_passes_the_check_once_there_are_tokens()
    {
        await using var world = await StoryWorld.StartAsync();
        await ClickAsync(world, "dbt_prod", "cloud", world.DbtCloud.Address.AbsoluteUri);

        var imported = await ImportAsync(world, "production-snowflake.dbt_prod");
        var check = await VerbRun.OfAsync(world, ["check", "-f", "-"], manifests: YamlReading.Read("imported", new StringReader(imported.Out)).Documents.Single().Root);

        Assert.Equal(0, check.Code);
    }

    [Fact]
    public async Task A_pipeline_that_reads_dbts_files_from_elsewhere_is_not_taken()
    {
        await using var world = await StoryWorld.StartAsync();
        await ClickAsync(world, "dbt_s3", "s3");

        var run = await ImportAsync(world, "production-snowflake.dbt_s3");

        Assert.Equal((4, ""), (run.Code, run.Out));
        Assert.Contains("only those of dbt Cloud can be imported", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_that_does_not_exist_is_told()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await ImportAsync(world, "production-snowflake.nowhere");

        Assert.Equal(4, run.Code);
        Assert.Contains("has no pipeline production-snowflake.nowhere", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_told()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["import", "--from-openmetadata", "a.b", "--openmetadata-url", world.OpenMetadata.Api.AbsoluteUri], botToken: "eyJ.canary.x");

        Assert.Equal(4, run.Code);
        Assert.Contains("refuses the token (401)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_no_verdict()
    {
        await using var world = await StoryWorld.StartAsync();

        var run = await VerbRun.OfAsync(world, ["import", "--from-openmetadata", "a.b", "--openmetadata-url", "http://127.0.0.1:9/api"]);

        Assert.Equal(5, run.Code);
        Assert.Contains("--openmetadata-url", run.Error, StringComparison.Ordinal);
    }

    private static Task<VerbRun> ImportAsync(StoryWorld world, string pipeline) =>
        VerbRun.OfAsync(world, ["import", "--from-openmetadata", pipeline, "--openmetadata-url", world.OpenMetadata.Api.AbsoluteUri, "-n", "data"]);

    /// <summary>What OpenMetadata's form sends.</summary>
    private static async Task ClickAsync(StoryWorld world, string name, string source, string url = "https://ab123.us1.dbt.com/")
    {
        var pipeline = new JsonObject
        {
            ["name"] = name,
            ["pipelineType"] = "dbt",
            ["loggerLevel"] = "DEBUG",
            ["service"] = new JsonObject { ["id"] = world.OpenMetadata.World.Services[0].Id.ToString(), ["type"] = "databaseService" },
            ["sourceConfig"] = new JsonObject { ["config"] = Config(source, withToken: true, url) },
            ["airflowConfig"] = JsonNode.Parse("""{"scheduleInterval":"0 */6 * * *","pipelineTimezone":"Europe/Berlin","startDate":"2026-01-01","email":"canary@example.com"}"""),
        };
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{world.OpenMetadata.Api}/v1/services/ingestionPipelines"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", world.BotToken);
        request.Content = new StringContent(pipeline.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static JsonObject Config(string source, bool withToken, string url = "https://ab123.us1.dbt.com")
    {
        var config = JsonNode.Parse(
            $$"""
            {
              "type": "DBT",
              "dbtConfigSource": {"dbtConfigType": "{{source}}", "dbtCloudAccountId": "12345", "dbtCloudProjectId": "98765", "dbtCloudJobId": "54321", "dbtCloudUrl": "{{url}}"},
              "dbtUpdateDescriptions": true,
              "dbtUpdateOwners": false,
              "includeTags": true,
              "dbtClassificationName": "shopTags",
              "overrideLineage": true,
              "parsingTimeoutLimit": 600,
              "schemaFilterPattern": {"excludes": ["^dbt_.*"]}
            }
            """)!.AsObject();
        if (withToken)
        {
            config["dbtConfigSource"]!["dbtCloudAuthToken"] = Canary;
        }

        return config;
    }
}
