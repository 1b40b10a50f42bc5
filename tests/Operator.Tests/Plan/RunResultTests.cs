using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using Xunit;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Tests.Plan;

/// <summary>What tells one result from another; the sentences are in the golden cases.</summary>
public sealed class RunResultTests
{
    public static TheoryData<string, string> Ends => new()
    {
        { "exit 1", "Failed" },
        { "exit 137", "Failed" },
        { "exit 137, OOMKilled", "OutOfMemory" },
        { "exit 1, OOMKilled", "OutOfMemory" },
        { "exit 137, deleted", "Stopped" },
        { "exit 137, OOMKilled, deleted", "OutOfMemory" },
        { "exit 137, deleted, evicted", "Evicted" },
        { "evicted", "Evicted" },
        { "exit 143", "Stopped" },
        { "deleted", "Stopped" },
        { "exit 1, stopped", "Stopped" },
        { "exit 128, StartError", "Failed" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_failed_Job_is_told_by_what_its_pod_says(string words, string result)
    {
        Assert.Equal(result, RunResult.Of(Jobs.Of("a", 0, "Failed"), OutcomeOf(words), null).Name);
    }

    [Theory]
    [InlineData(null, "Succeeded")]
    [InlineData("success", "Succeeded")]
    [InlineData("partialSuccess", "PartialSuccess")]
    [InlineData("failed", "Failed")]
    [InlineData("stopped", "Stopped")]
    public void A_complete_Job_is_told_by_what_OpenMetadata_has(string? state, string result)
    {
        Assert.Equal(result, RunResult.Of(Jobs.Of("a", 0, "Complete"), new OutcomeSeen(new PodOutcome { ExitCode = 0 }, state), null).Name);
    }

    [Theory]
    [InlineData("success", "NothingMatched")]
    [InlineData("partialSuccess", "NothingMatched")]
    [InlineData(null, "NothingMatched")]
    [InlineData("failed", "Failed")]
    [InlineData("stopped", "Stopped")]
    public void A_run_that_found_none_of_its_tables_is_no_success(string? state, string result)
    {
        var outcome = new OutcomeSeen(new PodOutcome { ExitCode = 0 }, state) { Arrival = Jobs.Arrived(false, false) };

        Assert.Equal(result, RunResult.Of(Jobs.Of("a", 0, "Complete"), outcome, null).Name);
    }

    [Fact]
    public void Tables_that_are_missing_do_not_prove_that_none_was_found()
    {
        var some = new OutcomeSeen(new PodOutcome { ExitCode = 0 }, "success") { Log = new LogSeen { TablesMissing = 99, Counts = [new("dbt", 1, 0, 0, 0, 0)] } };
        var noneLookedFor = some with { Log = new LogSeen { Counts = [new("dbt", 0, 0, 0, 0, 0)] } };
        var oneIsThere = some with { Log = null, Arrival = Jobs.Arrived(false, true) };
        var notAnswered = some with { Log = null, Arrival = Jobs.Arrived(false) with { Trouble = new("OpenMetadata does not answer", MayPass: true) } };

        Assert.Equal(Succeeded, RunResult.Of(Jobs.Of("a", 0, "Complete"), some, null));
        Assert.Equal(Succeeded, RunResult.Of(Jobs.Of("a", 0, "Complete"), noneLookedFor, null));
        Assert.Equal(Succeeded, RunResult.Of(Jobs.Of("a", 0, "Complete"), oneIsThere, null));
        Assert.Equal(Succeeded, RunResult.Of(Jobs.Of("a", 0, "Complete"), notAnswered, null));
        Assert.Equal(NothingMatched, RunResult.Of(Jobs.Of("a", 0, "Complete"), some with { Log = some.Log with { Counts = [new("dbt", 0, 0, 0, 0, 0)] } }, null));
    }

    [Theory]
    [InlineData(2, "PartialSuccess")]
    [InlineData(0, "Succeeded")]
    public void Where_OpenMetadata_does_not_tell_the_summary_of_the_log_does(long errors, string result)
    {
        var outcome = new OutcomeSeen(new PodOutcome { ExitCode = 0 }, null) { Log = new LogSeen { Counts = [new("dbt", 14, 0, 0, 0, 0), new("OpenMetadata", 19, 0, 0, errors, 0)] } };

        Assert.Equal(result, RunResult.Of(Jobs.Of("a", 0, "Complete"), outcome, null).Name);
        Assert.Equal("Succeeded", RunResult.Of(Jobs.Of("a", 0, "Complete"), outcome with { PipelineState = "success" }, null).Name);
    }

    public static TheoryData<string, string, bool> Needs => new()
    {
        { "exit 0", "Complete", true },
        { "exit 1", "Failed", true },
        { "exit 137", "Failed", false },
        { "exit 143", "Failed", false },
        { "exit 1, OOMKilled", "Failed", false },
        { "exit 1, evicted", "Failed", false },
        { "deleted", "Failed", false },
    };

    [Theory]
    [MemberData(nameof(Needs))]
    public void A_log_is_read_where_it_tells_more_than_the_pod(string words, string end, bool isNeeded)
    {
        var pod = OutcomeOf(words).Pod!;

        Assert.Equal(isNeeded, LogNeed.Of(Jobs.Of("a", 0, end), pod));
        Assert.False(LogNeed.Of(Jobs.Of("a", 0, null), pod));
        Assert.False(end == "Failed" && LogNeed.Of(Jobs.Of("a", 0, end), pod with { Cause = LogCause.NoDbtRun }));
    }

    [Fact]
    public void A_pod_that_vanished_while_it_was_watched_was_deleted_and_one_that_nobody_watched_is_only_gone()
    {
        var (job, gone) = (Jobs.Of("a", 0, "Failed"), new OutcomeSeen(null, null));

        Assert.Equal(Stopped, RunResult.Of(job, gone, new RunStatus { RunId = "uid-of-a", Result = Running.Name }));
        Assert.Equal(Failed, RunResult.Of(job, gone, null));
    }

    [Fact]
    public void A_deadline_is_what_ended_a_run_that_ran()
    {
        Assert.Equal(DeadlineExceeded, RunResult.Of(Jobs.Of("a", 0, "Failed", "DeadlineExceeded"), new OutcomeSeen(null, null), new RunStatus { RunId = "uid-of-a", Result = Running.Name }));
    }

    public static TheoryData<string> StuckReasons => [.. Reasons.LastRunSucceeded.Stuck.Select(reason => reason.Name)];

    [Theory]
    [MemberData(nameof(StuckReasons))]
    public void A_run_that_never_could_go_on_is_told_so_at_its_deadline_when_its_pod_is_gone(string reason)
    {
        var known = new RunStatus { RunId = "uid-of-a", Result = reason };

        Assert.Equal(reason, RunResult.Of(Jobs.Of("a", 0, "Failed", "DeadlineExceeded"), new OutcomeSeen(null, null), known).Name);
    }

    [Fact]
    public void A_refused_pod_is_told_as_long_as_there_is_none_also_when_the_event_is_forgotten()
    {
        var (none, one) = (Jobs.Of("a", 0, null, attempts: 0), Jobs.Of("a", 0, null));
        var known = new RunStatus { RunId = "uid-of-a", Result = PodRejected.Name, Attempts = 0 };

        Assert.Equal(Running, RunResult.Of(none, new OutcomeSeen(null, null), null));
        Assert.Equal(PodRejected, RunResult.Of(none, new OutcomeSeen(null, null, "exceeded quota"), null));
        Assert.Equal(PodRejected, RunResult.Of(none, new OutcomeSeen(null, null), known));
        Assert.Equal(Running, RunResult.Of(one, new OutcomeSeen(null, null, "exceeded quota"), known));
    }

    [Fact]
    public void Attempts_count_the_pods_that_were_made_and_never_become_fewer()
    {
        var between = Jobs.Of("a", 0, null, attempts: 0);
        var uncounted = Jobs.Of("a", 0, null, attempts: 0);
        uncounted.Status.UncountedTerminatedPods = new V1UncountedTerminatedPods { Failed = ["uid-of-a-pod"] };

        Assert.Equal(1, RunResult.AttemptsOf(uncounted, null, null));
        Assert.Equal(2, RunResult.AttemptsOf(between, null, new RunStatus { Attempts = 2 }));
        Assert.Equal(3, RunResult.AttemptsOf(Jobs.Of("a", 0, "Failed", attempts: 3), null, new RunStatus { Attempts = 2 }));
        Assert.Equal(1, RunResult.AttemptsOf(Jobs.Of("a", 0, "Complete", attempts: 0), null, null));
    }

    private static OutcomeSeen OutcomeOf(string words)
    {
        var parts = words.Split(", ");
        return new OutcomeSeen(
            new PodOutcome
            {
                ExitCode = parts[0].StartsWith("exit ", StringComparison.Ordinal) ? int.Parse(parts[0].AsSpan(5), System.Globalization.CultureInfo.InvariantCulture) : null,
                EndReason = parts.FirstOrDefault(part => part is "OOMKilled" or "StartError"),
                EvictedBy = parts.Contains("evicted") ? "Evicted" : null,
                IsBeingDeleted = parts.Contains("deleted"),
            },
            parts.Contains("stopped") ? "stopped" : null);
    }
}
