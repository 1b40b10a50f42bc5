using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>Jobs that a history limit, a person or a time to live has removed, maybe while the operator was away.</summary>
public sealed class VanishedRunsTests
{
    private static readonly RunStatus Going = new() { Job = "analytics-1", RunId = "uid-1", Result = "Running", StartTime = At(0) };

    [Theory]
    [InlineData("success", "Succeeded")]
    [InlineData("partialSuccess", "PartialSuccess")]
    [InlineData("failed", "Failed")]
    [InlineData("stopped", "Stopped")]
    [InlineData(null, "Stopped")]
    public void What_OpenMetadata_has_of_a_run_whose_Job_is_gone_is_its_result(string? state, string result) =>
        Assert.Equal(result, VanishedRuns.Settle(Going, new OutcomeSeen(null, state), null).Result);

    [Fact]
    public void Without_OpenMetadata_the_CronJob_knows_of_a_success()
    {
        var settled = VanishedRuns.Settle(Going, null, CronJob(scheduled: 0, succeeded: 3));

        Assert.Equal(("Succeeded", At(3)), (settled.Result, settled.CompletionTime));
        Assert.Equal("Stopped", VanishedRuns.Settle(Going, null, CronJob(scheduled: 0, succeeded: -60)).Result);
    }

    [Fact]
    public void A_whole_run_that_nobody_saw_is_known_from_its_CronJob_and_only_once()
    {
        var cronJob = CronJob(scheduled: 60, succeeded: 62);
        var before = new FilterStatus { Filter = "account", LastRun = Ended("analytics-0", 0, "Failed"), ConsecutiveFailures = 4 };

        var first = History(before, cronJob);
        var again = History(before with { LastRun = first.LastRun, LastSuccessfulTime = first.LastSuccessfulTime, ConsecutiveFailures = first.ConsecutiveFailures, LastIngested = first.LastIngested }, cronJob);

        Assert.Equal(("analytics-29925300", "Succeeded", "Schedule"), (first.LastRun!.Job, first.LastRun.Result, first.LastRun.Trigger));
        Assert.Equal((0, At(62)), (first.ConsecutiveFailures, first.LastSuccessfulTime));
        Assert.Same(first.LastRun, Assert.Single(first.News));
        Assert.Empty(again.News);
        Assert.Equal(first with { News = again.News }, again);
    }

    [Fact]
    public void While_a_run_goes_on_the_CronJob_may_be_the_first_to_tell_of_its_end_and_is_not_believed_yet() =>
        Assert.Equal("Running", History(null, CronJob(scheduled: 0, succeeded: 1), Jobs.Of("analytics-1", 0, null)).LastRun!.Result);

    [Fact]
    public void A_CronJob_that_tells_of_what_is_known_tells_nothing()
    {
        var history = History(null, CronJob(scheduled: 0, succeeded: 1), Jobs.Of("analytics-1", 0, "Complete"));

        Assert.Equal(("analytics-1", "uid-of-analytics-1"), (history.LastRun!.Job, history.LastRun.RunId));
    }

    private static RunHistory History(FilterStatus? known, V1CronJob cronJob, params V1Job[] jobs)
    {
        var ingestion = new DbtCloudIngestion
        {
            Metadata = new V1ObjectMeta { Name = "analytics" },
            Spec = new IngestionSpec(),
            Status = known is null ? null : new IngestionStatus { Ingestions = [known] },
        };
        return Runs.Of(ingestion, Selection.AllOf(ingestion).Single(), new Observation { Jobs = jobs, CronJobs = [cronJob] }, null);
    }

    private static V1CronJob CronJob(int scheduled, int succeeded) => new()
    {
        Metadata = new V1ObjectMeta { Name = "analytics" },
        Status = new V1CronJobStatus { LastScheduleTime = Jobs.Start.AddMinutes(scheduled), LastSuccessfulTime = Jobs.Start.AddMinutes(succeeded) },
    };

    private static RunStatus Ended(string job, int minute, string result) =>
        new() { Job = job, RunId = $"uid-of-{job}", Result = result, StartTime = At(minute), CompletionTime = At(minute + 1) };

    private static DateTimeOffset At(int minute) => new(Jobs.Start.AddMinutes(minute));
}
