using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>What the OpenMetadata stand-in answers beside the calls that were recorded.</summary>
public sealed class OpenMetadataServerTests : IAsyncLifetime
{
    private const string Pipeline = "production-snowflake.marts";
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));
    private readonly HttpClient client = new();
    private OpenMetadataServer server = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        server = await OpenMetadataServer.StartAsync(OpenMetadataWorld.Demo(), OpenMetadataServer.Options(time: time), TestContext.Current.CancellationToken);
        token = server.World.Bots[0].Token;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_version_needs_no_token_and_everything_else_does()
    {
        token = "";

        var version = await AskAsync("GET", "/api/v1/system/version");
        var services = await AskAsync("GET", "/api/v1/services/databaseServices");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (version.Status, services.Status));
        Assert.StartsWith("Not Authorized!", services.Body!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bots_token_ends_when_it_says_so()
    {
        var bot = Bot.Named("short-lived", time.GetUtcNow().AddHours(1));
        server.Change(world => world with { Bots = [bot] });
        token = bot.Token;

        var before = await AskAsync("GET", "/api/v1/users/loggedInUser");
        time.Advance(TimeSpan.FromHours(1));
        var after = await AskAsync("GET", "/api/v1/users/loggedInUser");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.Status, after.Status));
    }

    [Fact]
    public async Task A_pipelines_token_is_masked_when_it_is_read()
    {
        await CreatePipelineAsync();

        var read = await AskAsync("GET", $"/api/v1/services/ingestionPipelines/name/{Pipeline}");

        Assert.Equal("*********", read.Body!["sourceConfig"]!["config"]!["dbtConfigSource"]!["dbtCloudAuthToken"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_last_word_of_a_run_is_its_state()
    {
        await CreatePipelineAsync();
        await SayAsync("running", 1);
        await SayAsync("success", 2);

        var run = await AskAsync("GET", $"/api/v1/services/ingestionPipelines/{Pipeline}/pipelineStatus/run-1");
        var list = await AskAsync("GET", $"/api/v1/services/ingestionPipelines/{Pipeline}/pipelineStatus?limit=5");

        Assert.Equal("success", run.Body!["pipelineState"]!.GetValue<string>());
        Assert.Single(list.Body!["data"]!.AsArray());
    }

    [Fact]
    public async Task A_run_that_never_spoke_has_no_content()
    {
        await CreatePipelineAsync();

        var run = await AskAsync("GET", $"/api/v1/services/ingestionPipelines/{Pipeline}/pipelineStatus/run-1");

        Assert.Equal(HttpStatusCode.NoContent, run.Status);
    }

    [Fact]
    public async Task What_was_patched_is_there_afterwards()
    {
        var id = StableId.Of("production-snowflake.analytics.marts.customers");
        await AskAsync("PATCH", $"/api/v1/tables/{id}", """[{"op": "add", "path": "/columns/1/description", "value": "First and last name."}]""");

        var table = await AskAsync("GET", "/api/v1/tables/name/production-snowflake.analytics.marts.customers");

        Assert.Equal("First and last name.", table.Body!["columns"]![1]!["description"]!.GetValue<string>());
    }

    private Task<(HttpStatusCode Status, JsonNode? Body)> CreatePipelineAsync() => AskAsync("PUT", "/api/v1/services/ingestionPipelines", $$"""
        {"name": "marts", "pipelineType": "dbt", "airflowConfig": {}, "service": {"id": "{{StableId.Of("production-snowflake")}}", "type": "databaseService"},
         "sourceConfig": {"config": {"type": "DBT", "dbtConfigSource": {"dbtConfigType": "cloud", "dbtCloudAuthToken": "dbtc_secret" } } } }
        """);

    private Task<(HttpStatusCode Status, JsonNode? Body)> SayAsync(string state, int timestamp) => AskAsync(
        "PUT", $"/api/v1/services/ingestionPipelines/{Pipeline}/pipelineStatus", $$"""{"runId": "run-1", "timestamp": {{timestamp}}, "pipelineState": "{{state}}"}""");

    private async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, path));
        request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }
}
