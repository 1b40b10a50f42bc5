using System.Text.Json.Nodes;
using Sandbox.DbtCloud;
using Sandbox.Ingestion;
using Sandbox.OpenMetadata;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>An ingestion in the worlds of the demo leaves behind in OpenMetadata what people look for there.</summary>
public sealed class DemoIngestionTests : IAsyncLifetime
{
    private const string FirstRun = "0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77";
    private const string SecondRun = "0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a78";
    private const string Pipeline = "production-snowflake.data-analytics-marts";
    private const string Customers = "production-snowflake.analytics.marts.customers";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ingestion-");
    private DbtCloudServer dbt = null!;
    private OpenMetadataServer metadata = null!;

    public async ValueTask InitializeAsync()
    {
        dbt = await DbtCloudServer.StartAsync(DemoWorld.At(TimeProvider.System.GetUtcNow()), cancellationToken: TestContext.Current.CancellationToken);
        metadata = await OpenMetadataServer.StartAsync(OpenMetadataWorld.Demo(), cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        await dbt.DisposeAsync();
        await metadata.DisposeAsync();
    }

    [Fact]
    public async Task Models_descriptions_owners_tags_and_lineage_arrive()
    {
        Assert.Equal(0, await IngestAsync("registry.example/ingestion-base:1.13.6", FirstRun));

        var table = metadata.Catalog.Tables.Named(Customers)!;
        Assert.Equal("model", table["dataModel"]!["resourceType"]!.GetValue<string>());
        Assert.Equal("One row per customer with what they spent.", table["description"]!.GetValue<string>());
        Assert.Equal("team", table["owners"]![0]!["type"]!.GetValue<string>());
        Assert.Equal(["dbtTags.nightly", "dbtTags.pii"], table["dataModel"]!["tags"]!.AsArray().Select(tag => tag!["tagFQN"]!.GetValue<string>()));
        Assert.Equal(4, metadata.Catalog.Lineage.Edges.Count);
    }

    [Theory]
    [InlineData("1.12.14", 6)]
    [InlineData("1.13.6", 0)]
    [InlineData("2.0.7", 5)]
    public async Task Results_of_passing_tests_arrive_as_the_version_sends_them(string version, int results)
    {
        metadata.Change(world => world with { Version = version });

        Assert.Equal(0, await IngestAsync(version, FirstRun));

        Assert.Equal(results, metadata.Catalog.TestResults.Count);
        Assert.Equal(5, metadata.Catalog.TestCases.All.Count);
    }

    [Fact]
    public async Task Each_run_reports_itself_and_a_second_one_changes_nothing()
    {
        Assert.Equal(0, await IngestAsync("1.13.6", FirstRun));
        var after = metadata.Catalog.Tables.Named(Customers)!.ToJsonString();
        Assert.Equal(0, await IngestAsync("1.13.6", SecondRun));

        var runs = metadata.Catalog.Runs;
        Assert.Equal(["running", "success"], runs.Said(Pipeline, SecondRun).Select(State));
        Assert.Equal(2, runs.LastOfEach(Pipeline).Count);
        Assert.Equal(after, metadata.Catalog.Tables.Named(Customers)!.ToJsonString());
    }

    [Fact]
    public async Task A_stopped_container_ends_with_143_and_its_run_stays_running()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        dbt.Faults.Add(Fault.Slow(TimeSpan.FromMinutes(5)));
        var run = IngestAsync("1.13.6", FirstRun, stop.Token);
        await dbt.Requests.SeenAsync(request => request.Path.EndsWith("/runs", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        Assert.Equal(143, await run);
        Assert.Equal("running", State(metadata.Catalog.Runs.Last(Pipeline, FirstRun)!));
    }

    private static string State(JsonObject status) => status["pipelineState"]!.GetValue<string>();

    private async Task<int> IngestAsync(string image, string run, CancellationToken? stop = null)
    {
        var environment = new Dictionary<string, string> { ["DBT_CLOUD_TOKEN"] = DemoWorld.Token, ["OPENMETADATA_JWT_TOKEN"] = metadata.World.Bots[0].Token };
        var path = Path.Combine(folder.FullName, "workflow.yaml");
        await File.WriteAllTextAsync(path, Document(run), TestContext.Current.CancellationToken);
        return await IngestionProgram.RunAsync(["ingest", "-c", path], environment, TextWriter.Null, image, stop ?? TestContext.Current.CancellationToken);
    }

    private string Document(string run) => $$"""
        source:
          type: dbt
          serviceName: production-snowflake
          sourceConfig:
            config:
              type: DBT
              dbtConfigSource: {dbtConfigType: cloud, dbtCloudAuthToken: '${DBT_CLOUD_TOKEN}', dbtCloudAccountId: "12345", dbtCloudJobId: "54321", dbtCloudUrl: "{{dbt.Address}}"}
              dbtUpdateDescriptions: true
              dbtUpdateOwners: true
        sink: {type: metadata-rest, config: { } }
        workflowConfig:
          openMetadataServerConfig:
            hostPort: {{metadata.Api}}
            authProvider: openmetadata
            securityConfig: {jwtToken: '${OPENMETADATA_JWT_TOKEN}'}
        ingestionPipelineFQN: {{Pipeline}}
        pipelineRunId: {{run}}
        """;
}
