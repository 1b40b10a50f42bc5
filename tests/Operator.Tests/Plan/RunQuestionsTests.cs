using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class RunQuestionsTests
{
    private static readonly V1Job[] Three = [Jobs.Of("older", 0, "Complete"), Jobs.Of("newer", 10, "Failed"), Jobs.Of("running", 20, null)];

    [Fact]
    public void Where_nothing_is_known_the_newest_that_ended_is_asked_about_and_what_runs() =>
        Assert.Equal(["uid-of-running", "uid-of-newer"], Asked(null, Three));

    [Fact]
    public void A_run_whose_result_is_known_is_not_asked_about_again()
    {
        Assert.Empty(Asked(Ended("newer", 10), Three[..2]));
        Assert.Equal(["uid-of-running"], Asked(Ended("newer", 10), Three));
    }

    [Fact]
    public void All_that_ended_since_the_last_look_are_asked_about() =>
        Assert.Equal(["uid-of-older", "uid-of-newer"], Asked(new RunStatus { Job = "older", RunId = "uid-of-older", Result = "Running" }, Three[..2]));

    [Fact]
    public void A_run_that_was_going_on_and_whose_Job_is_gone_is_asked_about_by_its_id()
    {
        var asked = Questions(new RunStatus { Job = "gone", RunId = "uid-of-gone", Result = "Running", StartTime = At(5) }, Three[..2]);

        Assert.Equal(["uid-of-gone", "uid-of-newer"], asked.Select(run => run.RunId));
        Assert.All(asked, run => Assert.True(run.HasEnded));
        Assert.Null(asked[0].Job);
    }

    [Fact]
    public void A_run_whose_Job_is_gone_and_whose_end_is_known_is_left_alone() =>
        Assert.Equal(["uid-of-newer"], Asked(Ended("gone", 5), Three[..2]));

    [Fact]
    public void A_run_that_matched_nothing_is_a_reason_to_test()
    {
        var job = Jobs.Of("new", 10, "Complete");
        var nothing = new OutcomeSeen(new PodOutcome { ExitCode = 0 }, "success") { Arrival = Jobs.Arrived(false) };

        Assert.Equal(At(11), RunQuestions.NewestFailure(Questions(null, [job]), new Dictionary<string, OutcomeSeen> { ["uid-of-new"] = nothing }));
        Assert.Null(RunQuestions.NewestFailure(Questions(null, [job]), new Dictionary<string, OutcomeSeen> { ["uid-of-new"] = nothing with { Arrival = Jobs.Arrived(true) } }));
    }

    [Fact]
    public void A_failure_that_is_new_is_a_reason_to_test_and_another_end_is_none()
    {
        var failed = Questions(null, Three);
        var outOfMemory = new Dictionary<string, OutcomeSeen> { ["uid-of-newer"] = new(new PodOutcome { ExitCode = 137, EndReason = PodOutcome.OutOfMemory }, null) };

        Assert.Equal(At(11), RunQuestions.NewestFailure(failed, new Dictionary<string, OutcomeSeen>()));
        Assert.Null(RunQuestions.NewestFailure(failed, outOfMemory));
        Assert.Null(RunQuestions.NewestFailure(Questions(Ended("newer", 10), Three), new Dictionary<string, OutcomeSeen>()));
    }

    private static IEnumerable<string> Asked(RunStatus? last, V1Job[] jobs) => Questions(last, jobs).Select(run => run.RunId);

    private static IReadOnlyList<RunQuestion> Questions(RunStatus? last, V1Job[] jobs) => RunQuestions.Of(
        new DbtCloudIngestion
        {
            Spec = new IngestionSpec(),
            Status = last is null ? null : new IngestionStatus { Ingestions = [new FilterStatus { Filter = "account", LastRun = last }] },
        },
        jobs);

    private static RunStatus Ended(string job, int minute) =>
        new() { Job = job, RunId = $"uid-of-{job}", Result = "Failed", StartTime = At(minute), CompletionTime = At(minute + 1) };

    private static DateTimeOffset At(int minute) => new(Jobs.Start.AddMinutes(minute));
}
