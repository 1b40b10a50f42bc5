using Operator.DbtCloud;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class NewestRunTests
{
    private const string Runs = """
        [{"id":1,"status":3,"job_definition_id":7,"finished_at":null},
         {"id":2,"status":10,"job_definition_id":7,"finished_at":"2026-11-20 10:00:00+00:00"},
         {"id":3,"status":20,"job_definition_id":7,"finished_at":"2026-11-22 10:00:00+00:00"},
         {"id":4,"status":10,"job_definition_id":7,"finished_at":"2026-11-21 10:00:00+00:00"},
         {"id":5,"status":10,"job_definition_id":8,"finished_at":"2026-11-23 10:00:00+00:00"}]
        """;

    [Fact]
    public async Task Unfinished_runs_do_not_win_although_they_may_sort_first() =>
        Assert.Equal("4", (await NewestAsync(Runs, new DbtRunQuery { JobId = "7" })).Value().Id);

    [Fact]
    public async Task The_statuses_of_the_query_count_whatever_the_server_does_with_them() =>
        Assert.Equal("3", (await NewestAsync(Runs, new DbtRunQuery { JobId = "7", Statuses = [DbtRunStatus.Success, DbtRunStatus.Error] })).Value().Id);

    [Fact]
    public async Task Without_a_job_every_job_counts() => Assert.Equal("5", (await NewestAsync(Runs, new DbtRunQuery())).Value().Id);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""[{"status":10}]""")]
    [InlineData("[null]")]
    public async Task No_run_is_Missing(string data) => Assert.IsType<DbtCloudAnswer<DbtRun>.Missing>(await NewestAsync(data, new DbtRunQuery()));

    [Fact]
    public async Task A_refusal_stays_a_refusal()
    {
        var client = DbtCloudDialogue.Refusing(401, "Invalid token.").Client;

        var answer = await client.NewestRunAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, new DbtRunQuery(), TestContext.Current.CancellationToken);

        Assert.Equal(new DbtCloudFailure.Refused(RefusalReason.InvalidTokenOrHost), answer.Failure());
    }

    private static Task<DbtCloudAnswer<DbtRun>> NewestAsync(string data, DbtRunQuery query) =>
        DbtCloudDialogue.Answering(data).Client.NewestRunAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, query, TestContext.Current.CancellationToken);
}
