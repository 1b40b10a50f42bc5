using Operator.DbtCloud;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class RunTests
{
    [Theory]
    [InlineData("2024-07-03 13:59:00.653171+00:00")]
    [InlineData("2024-07-03T13:59:00.653171+00:00")]
    [InlineData("2024-07-03T13:59:00.653171Z")]
    [InlineData("2024-07-03T13:59:00.653171000Z")]
    [InlineData("2024-07-03 15:59:00.653171+02:00")]
    [InlineData("2024-07-03 13:59:00.653171")]
    public async Task Instants_are_read_in_every_form_they_come_in(string text)
    {
        var run = await ReadAsync($$"""{"id":1,"status":10,"finished_at":"{{text}}"}""");

        Assert.Equal(new DateTimeOffset(2024, 7, 3, 13, 59, 0, TimeSpan.Zero).AddTicks(6531710), run.FinishedAt);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"soon\"")]
    [InlineData("{}")]
    [InlineData("-1")]
    [InlineData("1e300")]
    public async Task What_is_no_instant_is_absent(string value) =>
        Assert.Null((await ReadAsync($$"""{"id":1,"status":10,"finished_at":{{value}}}""")).FinishedAt);

    [Theory]
    [InlineData("70471800000777", "70471800000777")]
    [InlineData("\"70471800000777\"", "70471800000777")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    public async Task Ids_keep_every_digit(string value, string id)
    {
        var run = await ReadAsync($$"""{"id":{{value}},"job_definition_id":{{value}},"project_id":{{value}},"environment_id":{{value}},"status":10}""");

        Assert.Equal((id, id, id, id), (run.Id, run.JobId, run.ProjectId, run.EnvironmentId));
    }

    [Theory]
    [InlineData("1", "Queued", false)]
    [InlineData("2", "Starting", false)]
    [InlineData("3", "Running", false)]
    [InlineData("10", "Success", true)]
    [InlineData("20", "Error", true)]
    [InlineData("30", "Cancelled", true)]
    [InlineData("\"10\"", "Success", true)]
    [InlineData("\"Cancelled\"", "Cancelled", true)]
    [InlineData("40", "Status40", false)]
    [InlineData("null", "Status0", false)]
    public async Task Statuses_are_known_by_code_and_new_ones_keep_their_number(string value, string name, bool isFinished)
    {
        var run = await ReadAsync($$"""{"id":1,"status":{{value}}}""");

        Assert.Equal((name, isFinished), (run.Status.Name, run.Status.IsFinished));
    }

    [Theory]
    [InlineData("null", "Unknown", false)]
    [InlineData("""{"cause_category":"scheduled"}""", "Deployment", false)]
    [InlineData("""{"cause_category":"job completion"}""", "Deployment", false)]
    [InlineData("""{"cause_category":"something new"}""", "Deployment", false)]
    [InlineData("""{"cause_category":"ci"}""", "PullRequest", true)]
    [InlineData("""{"cause_category":"api","github_pull_request_id":7}""", "PullRequest", true)]
    [InlineData("""{"cause_category":"api","gitlab_merge_request_id":"7"}""", "PullRequest", true)]
    [InlineData("""{"cause_category":"api","azure_pull_request_id":7}""", "PullRequest", true)]
    [InlineData("""{"cause_category":"api","non_native_pull_request_id":7}""", "PullRequest", true)]
    [InlineData("""{"cause_category":"api","schema_override":"dbt_cloud_pr_1_7"}""", "PullRequest", true)]
    [InlineData("""{"cause_category":"api","schema_override":""}""", "Deployment", false)]
    [InlineData("""{"cause_category":"merge"}""", "Merge", true)]
    public async Task What_a_run_was_made_for_shows_in_its_trigger(string trigger, string origin, bool isCi)
    {
        var run = await ReadAsync($$"""{"id":1,"status":10,"trigger":{{trigger}}}""");

        Assert.Equal((origin, isCi), (run.Origin.ToString(), run.IsCi));
    }

    [Fact]
    public async Task Steps_come_in_order_with_their_own_numbers_and_without_logs()
    {
        var run = await ReadAsync($$$"""
            {"id":1,"status":20,"run_steps":[
              {"id":12,"index":5,"name":"Invoke dbt with `dbt test`","status":20,"logs":"{{{new string('x', 100_000)}}}","started_at":"2024-07-03 13:59:00+00:00","run_step_command":{"dbt_command":"dbt test"}},
              {"id":11,"index":4,"name":"Invoke dbt with `dbt run`","status":10,"logs":null,"run_step_command":null},
              null,
              {"id":13,"index":6,"name":"Never began","status":null}]}
            """);

        Assert.Equal([4, 5, 6], run.Steps.Select(step => step.Index));
        Assert.Equal(new DbtRunStep(5, "Invoke dbt with `dbt test`", "dbt test", DbtRunStatus.Error, new DateTimeOffset(2024, 7, 3, 13, 59, 0, TimeSpan.Zero), null), run.Steps[1]);
        Assert.Null(run.Steps[2].Status);
    }

    [Fact]
    public async Task The_job_inside_a_run_may_have_a_schedule_of_texts()
    {
        var run = await ReadAsync("""{"id":1,"status":10,"is_running":null,"job":{"id":2,"schedule":{"cron":"0 * * * *","date":"every_day","time":"every_hour"}}}""");

        Assert.Equal("1", run.Id);
    }

    private static async Task<DbtRun> ReadAsync(string run) =>
        (await DbtCloudDialogue.Answering(run).Client.RunAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", TestContext.Current.CancellationToken)).Value();
}
