using System.Text.Json.Nodes;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Tests.Outbound;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.OpenMetadata;

/// <summary>What is written to OpenMetadata, word for word, and what its answers mean.</summary>
public sealed class OpenMetadataWriteTests
{
    private const string Pipeline = "production-duck.data-analytics-marts";
    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("http://openmetadata.openmetadata.svc:8585/api", Trust.System)!;
    private static readonly AccessToken Bot = AccessToken.From("eyJ.canary.jwt")!;

    private static readonly NewPipeline New = new(
        "data-analytics-marts", "f2b1c1de-6f0e-4d3a-9a52-5c5b7f1f2a10", "Run by Kubernetes.", "INFO", new DbtCloudSource("12345", "https://ab123.us1.dbt.com", "98765", "54321"));

    private static readonly RunEnd Killed = new(
        "0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77", PipelineState.Failed, At(10, 0), At(10, 7), "metadata-ingestion.io", "analytics-marts-1", "It used up its memory limit.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipeline_is_made_known_with_a_placeholder_where_the_token_would_be()
    {
        var outside = Answering(Reply.Json("{}", 201));

        Assert.Equal(new OpenMetadataAnswer<Written>.Found(Written.Down), await Client(outside).CreateAsync(Server, Bot, New, Cancelled));

        var asked = Assert.Single(outside.Asked);
        Assert.Equal(("/api/v1/services/ingestionPipelines", "Bearer eyJ.canary.jwt", "POST"), (asked.Url.PathAndQuery, asked.Authorization, asked.Written?.Method));
        AssertSame(
            """
            {"name":"data-analytics-marts","description":"Run by Kubernetes.","pipelineType":"dbt",
             "service":{"id":"f2b1c1de-6f0e-4d3a-9a52-5c5b7f1f2a10","type":"databaseService"},
             "sourceConfig":{"config":{"type":"DBT","dbtConfigSource":{"dbtConfigType":"cloud","dbtCloudAuthToken":"kept-in-kubernetes",
               "dbtCloudAccountId":"12345","dbtCloudProjectId":"98765","dbtCloudJobId":"54321","dbtCloudUrl":"https://ab123.us1.dbt.com"}}},
             "airflowConfig":{},"loggerLevel":"INFO"}
            """,
            asked);
    }

    [Fact]
    public async Task How_a_run_ended_is_written_below_its_pipeline()
    {
        var outside = Answering(Reply.Json("{}", 201));

        await Client(outside).EndAsync(Server, Bot, "\"prod.duck\".a b", Killed with { DbtRun = new IngestedRun("777", "54321", "Success", null) }, Cancelled);

        var asked = Assert.Single(outside.Asked);
        Assert.Equal(("/api/v1/services/ingestionPipelines/%22prod.duck%22.a%20b/pipelineStatus", "PUT"), (asked.Url.PathAndQuery, asked.Written?.Method));
        AssertSame(
            """
            {"runId":"0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77","pipelineState":"failed","startDate":1795687200000,"timestamp":1795687200000,"endDate":1795687620000,
             "status":[{"name":"metadata-ingestion.io","errors":1,"failures":[{"name":"analytics-marts-1","error":"It used up its memory limit."}]}],
             "metadata":{"dbtRun":{"id":"777","jobId":"54321","status":"Success"}}}
            """,
            asked);
    }

    [Theory]
    [InlineData("Failed", "failed")]
    [InlineData("Stopped", "stopped")]
    public async Task A_run_that_was_stopped_is_written_as_such_and_without_details_where_there_are_none(string state, string written)
    {
        var outside = Answering(Reply.Json("{}"));

        await Client(outside).EndAsync(Server, Bot, Pipeline, Killed with { State = Enum.Parse<PipelineState>(state) }, Cancelled);

        var body = BodyOf(outside.Asked.Single());
        Assert.Equal((written, false), (body["pipelineState"]!.GetValue<string>(), body.ContainsKey("metadata")));
    }

    [Fact]
    public async Task Both_bodies_are_valid_for_OpenMetadata()
    {
        Assert.SkipUnless(WorkflowSchema.IsThere, "OpenMetadata's schemas are not beside the repository.");
        var outside = new FakeConnections(_ => Reply.Json("{}"));
        await Client(outside).CreateAsync(Server, Bot, New, Cancelled);
        await Client(outside).CreateAsync(Server, Bot, New with { Source = new DbtCloudSource("12345", "https://emea.dbt.com", null, null) }, Cancelled);
        await Client(outside).EndAsync(Server, Bot, Pipeline, Killed with { DbtRun = new IngestedRun("777", "54321", "Success", "https://ab123.us1.dbt.com/runs/777") }, Cancelled);
        await Client(outside).EndAsync(Server, Bot, Pipeline, Killed with { State = PipelineState.Stopped }, Cancelled);

        var bodies = outside.Asked.Select(BodyOf).ToList();

        Assert.All(bodies[..2], body => Assert.True(WorkflowSchema.AcceptsNewPipeline(body), body.ToJsonString()));
        Assert.All(bodies[2..], body => Assert.True(WorkflowSchema.AcceptsRunStatus(body), body.ToJsonString()));
        bodies[0]["loggerLevel"] = "WARNING";
        bodies[2]["pipelineState"] = "dead";
        Assert.False(WorkflowSchema.AcceptsNewPipeline(bodies[0]));
        Assert.False(WorkflowSchema.AcceptsRunStatus(bodies[2]));
    }

    [Fact]
    public async Task A_pipeline_that_exists_is_as_good_as_a_new_one() =>
        Assert.IsType<OpenMetadataAnswer<Written>.Found>(await Client(Answering(Reply.Json("""{"code":409,"message":"Entity already exists"}""", 409))).CreateAsync(Server, Bot, New, Cancelled));

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(204)]
    public async Task Of_what_was_taken_nothing_is_read(int status) =>
        Assert.IsType<OpenMetadataAnswer<Written>.Found>(await EndAsync(Reply.Status(status)));

    [Fact]
    public async Task A_refusal_keeps_its_name()
    {
        Assert.IsType<OpenMetadataAnswer<Written>.Missing>(await EndAsync(Reply.Json("{}", 404)));
        Assert.Equal(new OpenMetadataFailure.Refused(BotRefusal.NotPermitted), Failure(await EndAsync(Reply.Status(403))));
        Assert.Equal(new OpenMetadataFailure.Refused(BotRefusal.InvalidToken), Failure(await EndAsync(Reply.Status(401))));
        Assert.Equal(new OpenMetadataFailure.Unexpected(UnexpectedReply.Status, 400), Failure(await EndAsync(Reply.Status(400))));
        Assert.Equal(new OpenMetadataFailure.Unexpected(UnexpectedReply.Html), Failure(await EndAsync(Reply.Html())));
        Assert.Equal(new OpenMetadataFailure.Unreachable(UnreachableKind.ServerError, 502), Failure(await EndAsync(Reply.Status(502))));
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 11, 26, hour, minute, 0, TimeSpan.Zero);

    private static FakeConnections Answering(HttpResponseMessage answer) => new(_ => answer);

    private static OpenMetadataClient Client(FakeConnections outside) => new(outside.Calls(new EagerClock(TimeSpan.FromSeconds(10))));

    private static Task<OpenMetadataAnswer<Written>> EndAsync(HttpResponseMessage answer) => Client(Answering(answer)).EndAsync(Server, Bot, Pipeline, Killed, Cancelled);

    private static OpenMetadataFailure Failure<T>(OpenMetadataAnswer<T> answer) => Assert.IsType<OpenMetadataAnswer<T>.Failed>(answer).Why;

    private static JsonObject BodyOf(Asked asked) => JsonNode.Parse(asked.Written!.Value.Body)!.AsObject();

    private static void AssertSame(string expected, Asked asked) => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), BodyOf(asked).ToJsonString());
}
