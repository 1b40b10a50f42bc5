using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>Every call that the real ingestion made is made again, and both stand-ins answer as was recorded.</summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Recordings => [.. RecordedCall.Files()];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Every_recorded_call_gets_the_recorded_kind_of_answer(string recording)
    {
        var world = RecordedWorld.DbtCloud(TimeProvider.System.GetUtcNow());
        await using var dbt = await DbtCloudServer.StartAsync(
            recording.StartsWith("docs-generate-last", StringComparison.Ordinal)
                ? world.WithRun(RecordedWorld.DbtRunId, run => run with { Steps = DemoWorld.StepsWithDocsLast })
                : world,
            cancellationToken: TestContext.Current.CancellationToken);
        await using var metadata = await OpenMetadataServer.StartAsync(
            RecordedWorld.OpenMetadata("1.13.6"), cancellationToken: TestContext.Current.CancellationToken);
        if (recording.StartsWith("pipeline-exists", StringComparison.Ordinal))
        {
            RecordedPipeline.CreateIn(metadata.Catalog);
        }

        using var client = new HttpClient();
        List<string> differences = [];
        foreach (var call in RecordedCall.Of(recording))
        {
            var (address, token) = call.To == "dbt" ? (dbt.Address, RecordedWorld.DbtToken) : (metadata.Address, RecordedWorld.Bot.Token);
            using var answer = await client.SendAsync(Request(call, address, token), TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if ((int)answer.StatusCode != call.Answered)
            {
                differences.Add($"{call.Method} {call.PathAndQuery}: {(int)answer.StatusCode} instead of {call.Answered}");
            }
            else if (ShapeOf.Missing(call, body) is { } missing)
            {
                differences.Add($"{call.Method} {call.PathAndQuery}: {missing}");
            }
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static HttpRequestMessage Request(RecordedCall call, Uri address, string token)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(address, call.PathAndQuery));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (call.Body is { } body)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, call.Method == "PATCH" ? "application/json-patch+json" : "application/json");
        }

        return request;
    }
}

/// <summary>What an answer must hold for the ingestion to go on with it.</summary>
internal static class ShapeOf
{
    /// <summary>Null when all is there.</summary>
    public static string? Missing(RecordedCall call, string body)
    {
        if (call.Answered == 204)
        {
            return body.Length == 0 ? null : "a body where there is no content";
        }

        var answer = JsonNode.Parse(body);
        return Wanted(call).FirstOrDefault(path => Find(answer, path) is null) is { } path ? $"no {path} in the answer" : null;
    }

    private static string[] Wanted(RecordedCall call) => call switch
    {
        { To: "dbt", Answered: >= 400 } => ["status.code", "status.user_message"],
        { To: "dbt" } when call.Path.EndsWith("/runs", StringComparison.Ordinal) => ["status.is_success", "data.0.id", "data.0.finished_at_humanized", "data.0.duration_humanized", "extra.pagination.total_count"],
        { To: "dbt" } => ["metadata.dbt_schema_version"],
        { Answered: >= 400 } => ["code", "message"],
        _ when call.Path.EndsWith("/system/version", StringComparison.Ordinal) => ["version"],
        _ when call.Path.Contains("/search/", StringComparison.Ordinal) => ["hits.total.value", "hits.hits"],
        { Method: "GET" } when call.Path.Contains("/lineage/", StringComparison.Ordinal) => ["entity.id", "nodes", "upstreamEdges", "downstreamEdges"],
        _ when call.Path.Contains("pipelineStatus", StringComparison.Ordinal) => ["runId", "pipelineState", "timestamp"],
        _ when call.Path.Contains("/lineage", StringComparison.Ordinal) || call.Path.Contains("/progress/", StringComparison.Ordinal) => [],
        _ when call.Path.Contains("testCaseResults", StringComparison.Ordinal) => ["timestamp", "testCaseStatus"],
        _ => ["id", "name", "fullyQualifiedName"],
    };

    private static JsonNode? Find(JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, step) => at switch
        {
            JsonArray array => int.TryParse(step, out var index) && index < array.Count ? array[index] : null,
            JsonObject members => members[step],
            _ => null,
        });
}
