using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.OpenMetadata;

public sealed class OpenMetadataClientTests
{
    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("http://openmetadata.openmetadata.svc:8585/api", Trust.System)!;
    private static readonly AccessToken Bot = AccessToken.From("eyJ.canary.jwt")!;

    // What a run of version 1.13.6 wrote at its end.
    private const string Succeeded = """
        {"runId":"0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77","pipelineState":"success","startDate":1795566571201,"timestamp":1795566571201,"endDate":1795566578018,
         "status":[{"name":"dbt","records":25,"updated_records":0,"warnings":3,"errors":0,"filtered":0,"progress":{"DbtFiles":{"total":1,"processed":1}},"sourceTimeMs":103.03426700056662},
                   {"name":"OpenMetadata","records":27,"updated_records":1,"warnings":0,"errors":2,"filtered":4,"failures":[{"name":"x","error":"y"}]}],"config":{}}
        """;

    [Fact]
    public async Task The_version_is_asked_without_a_token()
    {
        var outside = Answering(Reply.Json("""{"version":"1.13.3","revision":"abc","timestamp":1}"""));

        var answer = await Client(outside).VersionAsync(Server, Cancelled);

        Assert.Equal(new OpenMetadataAnswer<OpenMetadataVersion>.Found(new OpenMetadataVersion("1.13.3")), answer);
        Assert.Equal(
            ("http://openmetadata.openmetadata.svc:8585/api/v1/system/version", null, Destination.NearOrFar),
            (outside.Asked[0].Url.AbsoluteUri, outside.Asked[0].Authorization, outside.Asked[0].Destination));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":null}""")]
    [InlineData("""{"version":" "}""")]
    [InlineData("[]")]
    [InlineData("""{"version":"1.""")]
    public async Task An_answer_without_a_version_is_broken(string body) =>
        Assert.Equal(new OpenMetadataFailure.Unexpected(UnexpectedReply.BrokenJson), Failure(await VersionAsync(Reply.Json(body))));

    [Fact]
    public async Task A_web_page_is_no_server()
    {
        Assert.Equal(new OpenMetadataFailure.Unexpected(UnexpectedReply.Html), Failure(await VersionAsync(Reply.Html())));
        Assert.Equal(new OpenMetadataFailure.Unexpected(UnexpectedReply.Html, 404), Failure(await VersionAsync(Reply.Html(404))));
        Assert.Equal(new OpenMetadataFailure.Unexpected(UnexpectedReply.Html, 404), Failure(await VersionAsync(Reply.Text("\n <html>", "text/plain", 404))));
    }

    [Fact]
    public async Task The_trust_of_the_server_goes_with_each_call()
    {
        using var certificates = new TestCertificates();
        var outside = Answering(Reply.Json("""{"version":"1.13.3"}"""));
        var trust = Trust.FromPem(certificates.Pem)!;

        await Client(outside).VersionAsync(OpenMetadataServer.At("https://openmetadata.example", trust)!, Cancelled);

        Assert.Equal(trust, outside.Asked[0].Trust);
    }

    [Fact]
    public async Task A_run_is_read_with_the_counts_of_its_steps()
    {
        var run = Found(await RunAsync(Answering(Reply.Json(Succeeded))));

        Assert.Equal((PipelineState.Success, "0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77"), (run.State, run.RunId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795566578018), run.EndedAt);
        Assert.Equal([new PipelineStep("dbt", 25, 0, 3, 0, 0), new PipelineStep("OpenMetadata", 27, 1, 0, 2, 4)], run.Steps);
    }

    [Fact]
    public async Task A_pipeline_s_name_with_quotes_dots_and_spaces_stays_one_part_of_the_path()
    {
        var outside = Answering(Reply.Json(Succeeded));

        await Client(outside).RunStatusAsync(Server, Bot, "\"prod.duck\".a b/c", "0b0f", Cancelled);

        Assert.Equal(
            "/api/v1/services/ingestionPipelines/%22prod.duck%22.a%20b%2Fc/pipelineStatus/0b0f", outside.Asked[0].Url.PathAndQuery);
        Assert.Equal("Bearer eyJ.canary.jwt", outside.Asked[0].Authorization);
    }

    [Theory]
    [InlineData("queued", "Queued")]
    [InlineData("running", "Running")]
    [InlineData("success", "Success")]
    [InlineData("partialSuccess", "PartialSuccess")]
    [InlineData("failed", "Failed")]
    [InlineData("stopped", "Stopped")]
    [InlineData("dreaming", "Unknown")]
    public async Task States_are_known_by_name_and_new_ones_are_unknown(string text, string state)
    {
        var run = Found(await RunAsync(Answering(Reply.Json($$"""{"runId":"r","pipelineState":"{{text}}","status":null}"""))));

        Assert.Equal((state, 0), (run.State.ToString(), run.Steps.Count));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(200)]
    [InlineData(404)]
    public async Task A_run_that_reported_nothing_is_Missing(int status) =>
        Assert.IsType<OpenMetadataAnswer<PipelineRun>.Missing>(await RunAsync(Answering(Reply.Status(status))));

    [Theory]
    [InlineData(401, "InvalidToken")]
    [InlineData(403, "NotPermitted")]
    public async Task A_refused_bot_is_told_apart_from_one_without_the_right(int status, string reason) =>
        Assert.Equal(reason, Assert.IsType<OpenMetadataFailure.Refused>(Failure(await RunAsync(Answering(Reply.Status(status))))).Reason.ToString());

    [Fact]
    public async Task Trouble_on_the_way_keeps_its_name()
    {
        Assert.Equal(new OpenMetadataFailure.Unreachable(UnreachableKind.ServerError, 502), Failure(await VersionAsync(Reply.Status(502))));
        Assert.Equal(
            new OpenMetadataFailure.Unexpected(UnexpectedReply.Redirect, Host: "login.example"), Failure(await VersionAsync(Reply.Redirect("https://login.example/"))));
        Assert.Equal(new OpenMetadataFailure.Unexpected(UnexpectedReply.Status, 418), Failure(await VersionAsync(Reply.Status(418))));
        Assert.IsType<OpenMetadataFailure.BusyUntil>(Failure(await VersionAsync(Reply.TooMany())));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static FakeConnections Answering(HttpResponseMessage answer) => new(_ => answer);

    private static OpenMetadataClient Client(FakeConnections outside) => new(outside.Calls(new EagerClock(TimeSpan.FromSeconds(10))));

    private static Task<OpenMetadataAnswer<OpenMetadataVersion>> VersionAsync(HttpResponseMessage answer) => Client(Answering(answer)).VersionAsync(Server, Cancelled);

    private static Task<OpenMetadataAnswer<PipelineRun>> RunAsync(FakeConnections outside) =>
        Client(outside).RunStatusAsync(Server, Bot, "production-duck.data-analytics-marts", "0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77", Cancelled);

    private static T Found<T>(OpenMetadataAnswer<T> answer) => Assert.IsType<OpenMetadataAnswer<T>.Found>(answer).Value;

    private static OpenMetadataFailure Failure<T>(OpenMetadataAnswer<T> answer) => Assert.IsType<OpenMetadataAnswer<T>.Failed>(answer).Why;
}
