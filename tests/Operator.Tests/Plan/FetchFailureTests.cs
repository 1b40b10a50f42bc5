using Operator.Plan;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>A run whose artifacts did not come: by which reason, and with which way out.</summary>
public sealed class FetchFailureTests
{
    [Theory]
    [InlineData("InvalidTokenOrHost", "dbt Cloud refuses the token (401); store a new one in the Secret")]
    [InlineData("WrongAccount", "correct account.id")]
    [InlineData("IpNotAllowlisted", "add it to the account's IP allowlist")]
    [InlineData("NoSuccessfulRun", "run the job in dbt Cloud until it succeeds")]
    [InlineData("ArtifactsInvalid", "look whether the dbt job writes whole files")]
    [InlineData("ArtifactsUnavailable", "the next run tries again")]
    [InlineData("RateLimited", "let fewer filters run in the same minute")]
    [InlineData("Unreachable", "check DNS, the network policies of the pods and the proxy")]
    public void Each_reason_of_the_init_container_is_one_of_the_condition_and_says_what_to_do(string name, string wayOut)
    {
        var (reason, message) = Told(new FetchOutcome(FetchReason.Named(name)!.ExitCode, "Error", new FetchMessage { Reason = name, Run = new FetchedRun("777", "5", "Success", null) }));

        Assert.Equal((name, false), (reason.Name, reason.Holds));
        Assert.StartsWith("Job a could not fetch the artifacts of run 777: ", message, StringComparison.Ordinal);
        Assert.Contains(wayOut, message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_reason_is_left_out() =>
        Assert.Equal(8, FetchReason.All.Select(reason => Reasons.LastRunSucceeded.All.Single(known => known.Name == reason.Name)).Distinct().Count());

    [Theory]
    [InlineData(137, "OOMKilled", "OutOfMemory", "raise run.fetchResources.limits.memory")]
    [InlineData(137, "Error", "Failed", "was killed from outside (exit code 137), and not for its memory")]
    [InlineData(2, "Error", "Failed", "let --fetch-image name the operator's own")]
    [InlineData(1, "Error", "Failed", "the init container fetch-artifacts ended with exit code 1; its log names the cause")]
    public void One_that_left_no_message_is_told_by_its_end(int exitCode, string end, string result, string says)
    {
        var (reason, message) = Told(new FetchOutcome(exitCode, end, null));

        Assert.Equal(result, reason.Name);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_message_of_a_later_version_calls_by_a_name_that_is_not_known_is_a_failure_like_any_other()
    {
        var (reason, message) = Told(new FetchOutcome(4, "Error", new FetchMessage { Reason = "Tired" }));

        Assert.Equal("Failed", reason.Name);
        Assert.DoesNotContain("Tired", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_connection_test_found_goes_with_it() => Assert.EndsWith(
        "The connection test found: run 9 failed.",
        RunMessage.Of(Reasons.LastRunSucceeded.NoSuccessfulRun, Jobs.Of("a", 0, "Failed"), Outcome(new FetchOutcome(4, "Error", new FetchMessage { Reason = "NoSuccessfulRun" })), null, cause => cause == LogCause.NoDbtRun ? "run 9 failed" : null),
        StringComparison.Ordinal);

    private static (Reason Reason, string Message) Told(FetchOutcome fetch)
    {
        var (job, outcome) = (Jobs.Of("a", 0, "Failed"), Outcome(fetch));
        var reason = RunResult.Of(job, outcome, null);
        return (reason, RunMessage.Of(reason, job, outcome, null, _ => null)!);
    }

    private static OutcomeSeen Outcome(FetchOutcome fetch) => new(new PodOutcome { ExitCode = fetch.ExitCode, EndReason = fetch.EndReason, Fetch = fetch }, null);
}
