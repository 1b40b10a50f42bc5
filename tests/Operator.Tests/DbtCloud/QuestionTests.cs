using Operator.DbtCloud;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class QuestionTests
{
    private readonly DbtCloudDialogue _dialogue = DbtCloudDialogue.Answering("[]");

    [Fact]
    public async Task The_probe_needs_no_more_than_the_right_to_read_jobs()
    {
        var answer = await _dialogue.Client.ProbeAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled);

        Assert.Equal(new DbtProof(), answer.Value());
        Assert.Equal("/api/v2/accounts/70471800000001/jobs/?limit=1", Asked().Url.PathAndQuery);
    }

    [Fact]
    public async Task The_token_travels_in_a_header_and_only_to_public_addresses()
    {
        await _dialogue.Client.ProbeAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled);

        Assert.Equal(("Bearer dbtc_canary", "application/json", Destination.Internet), (Asked().Authorization, Asked().Accept, Asked().Destination));
        Assert.DoesNotContain("canary", Asked().Url.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_asked_for_newest_first_with_statuses_as_one_array()
    {
        var query = new DbtRunQuery { ProjectId = "98765", JobId = "54321", EnvironmentId = "777", Statuses = [DbtRunStatus.Success, DbtRunStatus.Error], Limit = 2 };

        await _dialogue.Client.NewestRunsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, query, Cancelled);

        Assert.Equal("/api/v2/accounts/70471800000001/runs/", Asked().Url.AbsolutePath);
        Assert.Equal(
            """order_by=-finished_at&status__in=[10,20]&project_id=98765&job_definition_id=54321&environment_id=777&include_related=["trigger"]&limit=2""",
            Uri.UnescapeDataString(Asked().Url.Query.TrimStart('?')));
    }

    [Fact]
    public async Task Values_of_a_query_cannot_become_parameters()
    {
        var query = new DbtRunQuery { ProjectId = "1&limit=100#" };

        await _dialogue.Client.NewestRunsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, query, Cancelled);

        Assert.Contains("project_id=1%26limit%3D100%23&", Asked().Url.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../2/runs/1")]
    [InlineData("..")]
    [InlineData("1/cancel")]
    [InlineData("")]
    public async Task An_id_that_could_lead_elsewhere_is_missing_without_a_call(string id)
    {
        Assert.IsType<DbtCloudAnswer<DbtRun>.Missing>(await _dialogue.Client.RunAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, id, Cancelled));
        Assert.IsType<DbtCloudAnswer<DbtJob>.Missing>(await _dialogue.Client.JobAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, id, Cancelled));
        Assert.IsType<DbtCloudAnswer<DbtProject>.Missing>(await _dialogue.Client.ProjectAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, id, Cancelled));
        Assert.IsType<DbtCloudAnswer<IReadOnlyList<string>>.Missing>(
            await _dialogue.Client.ArtifactsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, id, Cancelled));
        Assert.Empty(_dialogue.Asked);
    }

    [Fact]
    public async Task Every_path_ends_with_a_slash()
    {
        await _dialogue.Client.AccountAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled);
        await _dialogue.Client.ProjectsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled);
        await _dialogue.Client.ProjectAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled);
        await _dialogue.Client.JobsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled);
        await _dialogue.Client.JobAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled);
        await _dialogue.Client.RunAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled);
        await _dialogue.Client.ArtifactsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled);

        Assert.Equal(7, _dialogue.Asked.Count);
        Assert.All(_dialogue.Asked, asked => Assert.EndsWith("/", asked.Url.AbsolutePath, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_run_that_stored_nothing_has_no_artifacts(string data)
    {
        var answer = await DbtCloudDialogue.Answering(data).Client.ArtifactsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled);

        Assert.Empty(answer.Value());
    }

    [Fact]
    public async Task A_thing_without_data_is_no_answer() =>
        Assert.Equal(
            new DbtCloudFailure.Unexpected(UnexpectedAnswer.NoEnvelope),
            (await DbtCloudDialogue.Answering("null").Client.JobAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled)).Failure());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Tests.Outbound.Asked Asked() => Assert.Single(_dialogue.Asked);
}
