using Operator.DbtCloud;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class JobTests
{
    [Fact]
    public async Task A_scheduled_job_has_its_cron_in_whatever_shape_the_rest_of_the_schedule_is()
    {
        var job = await ReadAsync("""{"triggers":{"schedule":true},"schedule":{"cron":"0 0 L * *","date":"custom","time":{"type":"every_hour"}}}""");

        Assert.Equal("0 0 L * *", job.Cron);
    }

    [Theory]
    [InlineData("""{"triggers":{"schedule":false},"schedule":{"cron":"0 * * * *"}}""")]
    [InlineData("""{"triggers":{"schedule":null},"schedule":{"cron":"0 * * * *"}}""")]
    [InlineData("""{"triggers":null,"schedule":{"cron":"0 * * * *"}}""")]
    [InlineData("""{"triggers":{"schedule":true},"schedule":null}""")]
    public async Task A_cron_counts_only_while_the_schedule_is_on(string job) => Assert.Null((await ReadAsync(job)).Cron);

    [Theory]
    [InlineData("""{"job_type":"ci"}""", true, false)]
    [InlineData("""{"job_type":"other","triggers":{"github_webhook":true}}""", true, false)]
    [InlineData("""{"job_type":"other","triggers":{"git_provider_webhook":true}}""", true, false)]
    [InlineData("""{"job_type":"merge"}""", false, true)]
    [InlineData("""{"triggers":{"on_merge":true}}""", false, true)]
    [InlineData("""{"job_type":"scheduled","name":"CI build on merge"}""", false, false)]
    [InlineData("""{"job_type":"exposure_sync"}""", false, false)]
    [InlineData("""{"job_type":null}""", false, false)]
    public async Task Jobs_for_pull_requests_and_merges_are_known_by_type_and_triggers_not_by_name(string job, bool isCi, bool isMerge)
    {
        var read = await ReadAsync(job);

        Assert.Equal((isCi, isMerge), (read.IsCi, read.IsMerge));
    }

    [Fact]
    public async Task A_kind_that_is_new_is_kept() => Assert.Equal("quantum", (await ReadAsync("""{"job_type":"quantum"}""")).Kind);

    [Theory]
    [InlineData("""{"state":1}""", "Active", false)]
    [InlineData("""{"state":2}""", "Deleted", false)]
    [InlineData("""{"state":1,"deactivated":true}""", "Active", true)]
    [InlineData("""{"state":1,"deactivated":null}""", "Active", false)]
    public async Task Deleted_and_deactivated_are_two_things(string job, string state, bool deactivated)
    {
        var read = await ReadAsync(job);

        Assert.Equal((state, deactivated), (read.State.ToString(), read.Deactivated));
    }

    [Theory]
    [InlineData("""{"job_completion_trigger_condition":{"condition":{"job_id":1,"statuses":[10]}}}""", true)]
    [InlineData("""{"job_completion_trigger_condition":null}""", false)]
    [InlineData("{}", false)]
    public async Task A_job_that_follows_another_is_chained(string job, bool isChained) => Assert.Equal(isChained, (await ReadAsync(job)).IsChained);

    [Fact]
    public async Task Docs_and_steps_are_read()
    {
        var job = await ReadAsync("""{"generate_docs":true,"execute_steps":["dbt build",null]}""");

        Assert.True(job.GenerateDocs);
        Assert.Equal(["dbt build"], job.ExecuteSteps);
    }

    private static async Task<DbtJob> ReadAsync(string job)
    {
        var withId = job == "{}" ? """{"id":70471800000543}""" : job.Insert(1, "\"id\":70471800000543,");
        return (await DbtCloudDialogue.Answering(withId).Client.JobAsync(
            DbtCloudDialogue.Account, DbtCloudDialogue.Token, "70471800000543", TestContext.Current.CancellationToken)).Value();
    }
}
