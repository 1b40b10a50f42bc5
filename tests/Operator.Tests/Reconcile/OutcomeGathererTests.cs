using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Tests.Outbound;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>What OpenMetadata's record of a run is worth: the word of the ingestion, our own, none, or none yet.</summary>
public sealed class OutcomeGathererTests
{
    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("https://openmetadata.example", Trust.System)!;

    [Theory]
    [InlineData("""{"runId":"r","pipelineState":"failed"}""", 200, "Yes", "failed")]
    [InlineData("""{"runId":"r","pipelineState":"success","status":[{"name":"dbt","records":3}]}""", 200, "Yes", "success")]
    [InlineData("""{"runId":"r","pipelineState":"running","startDate":1000}""", 200, "No", null)]
    [InlineData("""{"runId":"r","pipelineState":"queued"}""", 200, "No", null)]
    [InlineData("""{"runId":"r","pipelineState":"dreaming"}""", 200, "Never", null)]
    [InlineData("", 204, "No", null)]
    [InlineData("{}", 404, "No", null)]
    [InlineData("{}", 403, "Never", null)]
    [InlineData("{}", 400, "Never", null)]
    [InlineData("{}", 401, "Unknown", null)]
    [InlineData("<html>", 200, "Unknown", null)]
    [InlineData("{}", 503, "Unanswered", null)]
    [InlineData("{}", 429, "Unanswered", null)]
    public async Task An_end_is_known_open_or_not_told(string body, int status, string recorded, string? state)
    {
        var outcome = await AskAsync(body, status);

        Assert.Equal((Enum.Parse<RecordedEnd>(recorded), state), (outcome.Recorded, outcome.PipelineState));
    }

    [Fact]
    public async Task A_run_that_goes_on_by_the_record_keeps_its_beginning() =>
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1000), (await AskAsync("""{"runId":"r","pipelineState":"running","startDate":1000}""", 200)).RecordedStart);

    /// <summary>An operator that ended between telling OpenMetadata and writing the status comes to the same result again.</summary>
    [Fact]
    public async Task What_the_operator_wrote_itself_says_nothing_of_how_the_run_ended()
    {
        var outcome = await AskAsync("""{"runId":"r","pipelineState":"failed","status":[{"name":"metadata-ingestion.io","errors":1,"failures":[{"name":"j","error":"e"}]}]}""", 200);

        Assert.Equal((RecordedEnd.Yes, null, 0), (outcome.Recorded, outcome.PipelineState, outcome.Counts.Count));
    }

    private static async Task<OutcomeSeen> AskAsync(string body, int status)
    {
        var outside = new FakeConnections(_ => body.Length == 0 ? Reply.Status(status) : Reply.Json(body, status));
        var gatherer = new OutcomeGatherer(new OpenMetadataClient(outside.Calls(new EagerClock(TimeSpan.FromSeconds(10)))), new PlanOptions());
        var ingestion = GoldenCase.Load("created").Ingestion;
        var question = new RunQuestion(Selection.AllOf(ingestion)[0], "r", null);
        return (await gatherer.WithStatesAsync(ingestion, [question], new Dictionary<string, OutcomeSeen>(), Server, AccessToken.From("eyJ.a.b")!, Deadline.Never, TestContext.Current.CancellationToken))["r"];
    }
}
