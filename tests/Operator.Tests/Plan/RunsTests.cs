using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class RunsTests
{
    private static readonly DbtCloudIngestion Ingestion = new() { Spec = new IngestionSpec(), Metadata = new V1ObjectMeta { Name = "analytics" } };

    [Fact]
    public void A_failed_run_is_counted_once_however_often_it_is_seen()
    {
        var first = History(Ingestion, Jobs.Of("a", 0, "Failed"), Jobs.Of("b", 10, "Failed"));
        var again = History(Known(first), Jobs.Of("a", 0, "Failed"), Jobs.Of("b", 10, "Failed"));
        var later = History(Known(again), Jobs.Of("b", 10, "Failed"), Jobs.Of("c", 20, "Failed"));

        Assert.Equal([2, 2, 3], [first.ConsecutiveFailures, again.ConsecutiveFailures, later.ConsecutiveFailures]);
    }

    [Fact]
    public void A_run_that_was_seen_running_is_counted_when_it_ends()
    {
        var running = History(Ingestion, Jobs.Of("a", 0, null));
        var ended = History(Known(running), Jobs.Of("a", 0, "Failed"));

        Assert.Equal([0, 1], [running.ConsecutiveFailures, ended.ConsecutiveFailures]);
    }

    [Fact]
    public void A_success_ends_the_row_of_failures_and_is_dated()
    {
        var failed = History(Ingestion, Jobs.Of("a", 0, "Failed"));
        var good = History(Known(failed), Jobs.Of("b", 10, "Complete"));

        Assert.Equal(0, good.ConsecutiveFailures);
        Assert.Equal(At(11), good.LastSuccessfulTime);
    }

    [Fact]
    public void Two_runs_that_end_between_two_looks_are_both_counted()
    {
        var running = History(Ingestion, Jobs.Of("a", 0, null));
        var failed = History(Known(running), Jobs.Of("a", 0, "Failed"), Jobs.Of("b", 0, "Failed"));
        var mixed = History(Known(running), Jobs.Of("a", 0, "Complete"), Jobs.Of("b", 0, "Failed"));

        Assert.Equal((2, "b"), (failed.ConsecutiveFailures, failed.LastRun!.Job));
        Assert.Equal((1, At(1)), (mixed.ConsecutiveFailures, mixed.LastSuccessfulTime));
    }

    [Fact]
    public void Of_two_runs_of_one_second_the_requested_one_is_the_later()
    {
        var requested = Jobs.Of("a", 0, null);
        requested.Metadata.Annotations = new Dictionary<string, string> { [Names.RequestedAtAnnotation] = "now" };

        Assert.Equal("a", History(Ingestion, requested, Jobs.Of("b", 0, "Complete")).LastRun!.Job);
    }

    [Fact]
    public void A_stuck_run_tells_but_counts_only_when_it_ends()
    {
        var good = History(Ingestion, Jobs.Of("a", 0, "Complete"));
        var stuck = History(Known(good), Stuck, Jobs.Of("a", 0, "Complete"), Jobs.Of("b", 10, null));
        var goesOn = History(Known(stuck), Jobs.Of("a", 0, "Complete"), Jobs.Of("b", 10, null));
        var over = History(Known(stuck), Jobs.Of("b", 10, "Failed", "DeadlineExceeded"));

        Assert.Equal(("b", "ImagePullFailed", 0), (stuck.Telling!.Job, stuck.Telling.Result, stuck.ConsecutiveFailures));
        Assert.Equal(("a", "Running"), (goesOn.Telling!.Job, goesOn.LastRun!.Result));
        Assert.Equal(("ImagePullFailed", 1), (over.Telling!.Result, over.ConsecutiveFailures));
    }

    [Fact]
    public void A_Job_that_its_controller_has_not_taken_up_is_no_run_yet_and_holds_the_schedule()
    {
        var made = Jobs.Of("a", 0, null, attempts: 0);
        made.Status.StartTime = null;

        var history = History(Ingestion, made);

        Assert.Null(history.LastRun);
        Assert.True(history.HasUnfinishedRunOutsideTheSchedule);
    }

    [Fact]
    public void A_Job_that_somebody_suspends_while_it_runs_goes_on_later()
    {
        var running = History(Ingestion, Jobs.Of("a", 0, null));
        var suspended = Jobs.Of("a", 0, null, attempts: 0);
        suspended.Status.StartTime = null;

        Assert.Equal(("Running", 1), (History(Known(running), suspended).LastRun!.Result, History(Known(running), suspended).LastRun!.Attempts));
    }

    [Fact]
    public void Clocks_that_differ_neither_reorder_runs_nor_end_one_before_it_began()
    {
        var (slow, fast) = (Jobs.Of("b", 10, "Failed"), Jobs.Of("a", 0, "Failed"));
        fast.Status.StartTime = Jobs.Start.AddMinutes(30);
        var history = History(Ingestion, slow, fast);

        Assert.Equal("b", history.LastRun!.Job);
        Assert.Equal(2, history.ConsecutiveFailures);
        Assert.Equal(At(30), History(Ingestion, fast).LastRun!.CompletionTime);
        Assert.Equal(2, History(Known(history), slow, fast).ConsecutiveFailures);
    }

    [Theory]
    [InlineData(true, false, false, RunTriggers.Schedule)]
    [InlineData(true, true, false, RunTriggers.Manual)]
    [InlineData(false, false, false, RunTriggers.Manual)]
    [InlineData(true, false, true, RunTriggers.Requested)]
    public void Whoever_started_it_is_told_apart(bool byCronJob, bool marked, bool requested, string trigger)
    {
        var job = Jobs.Of("a", 0, null);
        job.Metadata.OwnerReferences = byCronJob ? [new V1OwnerReference { Kind = "CronJob", Controller = true }] : null;
        job.Metadata.Annotations = marked ? new Dictionary<string, string> { [Names.InstantiateAnnotation] = "manual" }
            : requested ? new Dictionary<string, string> { [Names.RequestedAtAnnotation] = "now" } : null;

        Assert.Equal(trigger, JobReading.TriggerOf(job));
    }

    private static Dictionary<string, OutcomeSeen> Stuck => new()
    {
        ["uid-of-b"] = new OutcomeSeen(new PodOutcome { Stuck = new Finding(Reasons.LastRunSucceeded.ImagePullFailed, "ingestion:1") }, null),
    };

    private static DateTimeOffset At(int minute) => new(Jobs.Start.AddMinutes(minute));

    private static RunHistory History(DbtCloudIngestion ingestion, params V1Job[] jobs) => History(ingestion, [], jobs);

    private static RunHistory History(DbtCloudIngestion ingestion, Dictionary<string, OutcomeSeen> outcomes, params V1Job[] jobs) =>
        Runs.Of(ingestion, Selection.AllOf(ingestion).Single(), new Observation { Jobs = jobs, Outcomes = outcomes }, null);

    private static DbtCloudIngestion Known(RunHistory runs) => Ingestion with
    {
        Status = new IngestionStatus
        {
            Ingestions = [new FilterStatus { Filter = "account", LastRun = runs.LastRun, ConsecutiveFailures = runs.ConsecutiveFailures, LastSuccessfulTime = runs.LastSuccessfulTime }],
        },
    };
}
