using System.Net;
using System.Text;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Sandbox.Outside;
using Xunit;
using Account = Operator.DbtCloud.DbtAccount;
using Demo = Sandbox.DbtCloud.DemoWorld;
using FakeCloud = Sandbox.DbtCloud.DbtCloudServer;
using FakeMetadata = Sandbox.OpenMetadata.OpenMetadataServer;
using RunStatus = Operator.DbtCloud.DbtRunStatus;

namespace Operator.ApiTests.Outside;

/// <summary>The operator's own clients speak to the stand-ins over real HTTP.</summary>
public sealed class OperatorClientsTests
{
    private static readonly OutboundOptions OnThisMachine = new()
    {
        AllowInsecureEndpoints = true,
        AllowedCidrs = [IPNetwork.Parse("127.0.0.0/8")],
    };

    private static readonly AccessToken Token = AccessToken.From(Demo.LeastToken)!;

    [Fact]
    public async Task The_least_token_passes_the_probe_and_reads_jobs_runs_and_artifacts()
    {
        await using var cloud = await StartCloudAsync();
        var client = Client();

        Assert.IsType<DbtCloudAnswer<DbtProof>.Found>(await client.ProbeAsync(At(cloud), Token, Cancelled));
        var jobs = Found(await client.JobsAsync(At(cloud), Token, null, Cancelled));
        Assert.Equal(["54321", "54322", "54323"], jobs.Items.Select(job => job.Id));
        var newest = Found(await client.NewestRunAsync(At(cloud), Token, new DbtRunQuery { JobId = "54321" }, Cancelled));
        Assert.Equal(("70471800000777", RunStatus.Success, false), (newest.Id, newest.Status, newest.IsCi));
        Assert.Contains("manifest.json", Found(await client.ArtifactsAsync(At(cloud), Token, newest.Id, Cancelled)));
    }

    [Fact]
    public async Task A_run_of_a_pull_request_is_known_as_one()
    {
        await using var cloud = await StartCloudAsync();

        var newest = Found(await Client().NewestRunAsync(At(cloud), Token, new DbtRunQuery { JobId = "54323" }, Cancelled));

        Assert.Equal(DbtRunOrigin.PullRequest, newest.Origin);
    }

    [Fact]
    public async Task One_run_shows_its_steps_and_one_job_its_schedule()
    {
        await using var cloud = await StartCloudAsync();

        var run = Found(await Client().RunAsync(At(cloud), Token, "70471800000777", Cancelled));
        var job = Found(await Client().JobAsync(At(cloud), Token, "54321", Cancelled));

        Assert.Equal([1, 2, 3, 4, 5], run.Steps.Select(step => step.Index));
        Assert.Equal("17 */6 * * *", job.Cron);
    }

    [Theory]
    [InlineData("dbtc_wrong", "12345", "InvalidTokenOrHost")]
    [InlineData(Demo.Token, "99999", "WrongAccount")]
    public async Task A_refusal_is_told_apart(string token, string account, string reason)
    {
        await using var cloud = await StartCloudAsync();

        var answer = await Client().ProbeAsync(At(cloud, account), AccessToken.From(token)!, Cancelled);

        Assert.Equal(reason, Assert.IsType<DbtCloudFailure.Refused>(Failure(answer)).Reason.ToString());
    }

    [Fact]
    public async Task A_page_a_cut_off_answer_and_a_cooldown_are_told_apart()
    {
        await using var cloud = await StartCloudAsync();
        cloud.Faults.Add(Fault.Html() with { Times = 1 });
        Assert.Equal(new DbtCloudFailure.Unexpected(UnexpectedAnswer.Html), Failure(await Client().ProbeAsync(At(cloud), Token, Cancelled)));

        cloud.Faults.Clear();
        cloud.Faults.Add(Fault.CutOff());

        // A reset may overtake the bytes that were sent before it, so where it struck differs.
        var cut = Assert.IsType<DbtCloudFailure.Unreachable>(Failure(await Client().ProbeAsync(At(cloud), Token, Cancelled)));
        Assert.Contains(cut.Kind, new[] { UnreachableKind.Interrupted, UnreachableKind.Network });

        cloud.Faults.Clear();
        cloud.Faults.Add(Fault.Cooldown());
        Assert.IsType<DbtCloudFailure.BusyUntil>(Failure(await Client().ProbeAsync(At(cloud), Token, Cancelled)));
    }

    [Fact]
    public async Task The_version_of_OpenMetadata_is_read_at_a_url_in_any_form()
    {
        await using var metadata = await FakeMetadata.StartAsync(RecordedWorld.OpenMetadata("1.13.6"), cancellationToken: Cancelled);

        var answers = new[]
        {
            await Metadata().VersionAsync(OpenMetadataServer.At(metadata.Address.AbsoluteUri, Trust.System)!, Cancelled),
            await Metadata().VersionAsync(OpenMetadataServer.At(metadata.Api.AbsoluteUri + "/", Trust.System)!, Cancelled),
        };

        Assert.All(answers, answer => Assert.Equal(new OpenMetadataAnswer<OpenMetadataVersion>.Found(new OpenMetadataVersion("1.13.6")), answer));
    }

    [Fact]
    public async Task A_run_of_a_pipeline_is_missing_until_it_has_reported()
    {
        await using var metadata = await FakeMetadata.StartAsync(RecordedWorld.OpenMetadata("1.13.6"), cancellationToken: Cancelled);
        var server = OpenMetadataServer.At(metadata.Api.AbsoluteUri, Trust.System)!;
        var bot = RecordedWorld.Bot.Token;
        RecordedPipeline.CreateIn(metadata.Catalog);

        Assert.IsType<OpenMetadataAnswer<PipelineRun>.Missing>(await ReadAsync(server, bot));
        await ReportAsync(metadata, bot);

        var run = Assert.IsType<OpenMetadataAnswer<PipelineRun>.Found>(await ReadAsync(server, bot)).Value;
        Assert.Equal((PipelineState.PartialSuccess, 2L), (run.State, run.Steps.Single().Errors));
    }

    [Fact]
    public async Task A_bot_that_OpenMetadata_does_not_know_is_refused()
    {
        await using var metadata = await FakeMetadata.StartAsync(RecordedWorld.OpenMetadata("1.13.6"), cancellationToken: Cancelled);

        var answer = await ReadAsync(OpenMetadataServer.At(metadata.Api.AbsoluteUri, Trust.System)!, "eyJ.of.nobody");

        Assert.Equal(new OpenMetadataAnswer<PipelineRun>.Failed(new OpenMetadataFailure.Refused(BotRefusal.InvalidToken)), answer);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Task<FakeCloud> StartCloudAsync() => FakeCloud.StartAsync(Demo.At(TimeProvider.System.GetUtcNow()), cancellationToken: Cancelled);

    private static Account At(FakeCloud cloud, string id = "12345") => Account.At(cloud.Address.AbsoluteUri, id)!;

    private static DbtCloudClient Client() => new(OutboundCalls.Over(OnThisMachine, TimeProvider.System, () => 0));

    private static OpenMetadataClient Metadata() => new(OutboundCalls.Over(OnThisMachine, TimeProvider.System, () => 0));

    private static Task<OpenMetadataAnswer<PipelineRun>> ReadAsync(OpenMetadataServer server, string bot) => Metadata().RunStatusAsync(
        server, AccessToken.From(bot)!, RecordedWorld.Pipeline, RecordedWorld.RunId, Cancelled);

    private static async Task ReportAsync(FakeMetadata metadata, string bot)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", bot);
        var status = """
            {"runId":"0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77","pipelineState":"partialSuccess","startDate":1795566571201,"timestamp":1795566571201,
             "endDate":1795566578018,"status":[{"name":"dbt","records":25,"errors":2}]}
            """;
        using var body = new StringContent(status, Encoding.UTF8, "application/json");
        var address = new Uri($"{metadata.Api}/v1/services/ingestionPipelines/{RecordedWorld.Pipeline}/pipelineStatus");
        using var answer = await http.PutAsync(address, body, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static T Found<T>(DbtCloudAnswer<T> answer) => Assert.IsType<DbtCloudAnswer<T>.Found>(answer).Value;

    private static DbtCloudFailure Failure<T>(DbtCloudAnswer<T> answer) => Assert.IsType<DbtCloudAnswer<T>.Failed>(answer).Why;
}
