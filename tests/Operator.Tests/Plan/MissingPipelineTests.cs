using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>Which pipelines OpenMetadata has to be told of before a run would tell it, token and all.</summary>
public sealed class MissingPipelineTests
{
    private static readonly PipelinesSeen Nothing = new("6b1a8f0e-0000-4000-8000-00000000000a", [], AreAll: true);

    [Fact]
    public void Before_the_first_CronJob_its_pipeline_is_made_known()
    {
        var planned = Planned("created", Nothing);

        Assert.Equal(("production-snowflake.data-analytics", false), (planned.Pipeline?.FullName, planned.Pipeline?.MayExist));
        Assert.NotNull(planned.Desired);
    }

    [Fact]
    public void Its_description_says_who_runs_it_and_marks_it_as_ours()
    {
        var description = Planned("created", Nothing).Pipeline!.Description;

        Assert.Contains("DbtCloudIngestion data/analytics", description, StringComparison.Ordinal);
        Assert.Contains(PipelineName.Mark, description, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_made_it_a_pipeline_that_exists_is_left_alone() =>
        Assert.Null(Planned("created", Nothing with { Names = ["production-snowflake.data-analytics"] }).Pipeline);

    [Fact]
    public void Where_not_all_were_read_it_may_exist() => Assert.True(Planned("created", Nothing with { AreAll = false }).Pipeline?.MayExist);

    [Fact]
    public void While_nothing_was_heard_of_pipelines_none_is_missing() => Assert.Null(Planned("created", null).Pipeline);

    [Fact]
    public void Who_does_not_report_runs_needs_no_pipeline() =>
        Assert.Null(Planned("created", Nothing, ingestion => ingestion with { Spec = ingestion.Spec! with { OpenMetadata = ingestion.Spec.OpenMetadata! with { ReportRuns = false } } }).Pipeline);

    [Theory]
    [InlineData("token-refused")]
    [InlineData("stalled-cron")]
    public void What_may_not_run_yet_is_not_made_known(string name) => Assert.Null(Planned(name, Nothing).Pipeline);

    /// <summary>An edit may end the wait, and then nobody asks OpenMetadata again before the CronJob is applied.</summary>
    [Fact]
    public void What_only_waits_for_a_schedule_is_made_known() => Assert.NotNull(Planned("follow-job-not-read", Nothing).Pipeline);

    private static PlannedIngestion Planned(string name, PipelinesSeen? pipelines, Func<DbtCloudIngestion, DbtCloudIngestion>? change = null)
    {
        var golden = GoldenCase.Load(name);
        var seen = golden.Seen with { OpenMetadata = golden.Seen.OpenMetadata with { Pipelines = pipelines } };
        return Planner.Plan(change?.Invoke(golden.Ingestion) ?? golden.Ingestion, seen, golden.Options, golden.Now).Ingestions[0];
    }
}
