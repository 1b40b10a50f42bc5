using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Plan;

/// <summary>What to say of a run that ended before its ingestion began, since its artifacts were not fetched.</summary>
internal static class FetchSentences
{
    /// <param name="job">"Job" and its name.</param>
    /// <param name="found">What the connection test has found, which can tell more.</param>
    public static string Of(Reason reason, string job, FetchOutcome fetch, Func<LogCause, string?> found)
    {
        if (reason == OutOfMemory)
        {
            return $"{job} used up the memory limit of its init container {FetchContainer.ContainerName} and was killed; raise run.fetchResources.limits.memory.";
        }

        var finding = found(reason == Unreachable ? LogCause.DbtUnreachable : reason == RateLimited ? LogCause.DbtRateLimited : LogCause.NoDbtRun);
        var what = $"{job} could not fetch the artifacts{OfRun(fetch.Message)}: {Why(reason, fetch)}";
        return finding is null ? $"{what}." : $"{what}. The connection test found: {finding.TrimEnd('.')}.";
    }

    /// <summary>"run 777", with the run of the test results where that is another one.</summary>
    public static string RunOf(FetchMessage? message) => message switch
    {
        { Run.Id: { } run, TestsFrom.Id: { } tests } when tests != run => $"run {run} with the test results of run {tests}",
        { Run.Id: { } run } => $"run {run}",
        _ => "the dbt run",
    };

    private static string OfRun(FetchMessage? message) => message?.Run?.Id is { } run ? $" of run {run}" : "";

    private static string Why(Reason reason, FetchOutcome fetch) => reason switch
    {
        _ when reason == InvalidTokenOrHost => "dbt Cloud refuses the token (401); store a new one in the Secret, and check account.url",
        _ when reason == WrongAccount => "dbt Cloud does not know the account, or the token is not one of it; correct account.id",
        _ when reason == IpNotAllowlisted => "dbt Cloud does not accept the address of the pod's node; add it to the account's IP allowlist",
        _ when reason == NoSuccessfulRun => "there is no dbt run to take; run the job in dbt Cloud until it succeeds",
        _ when reason == ArtifactsInvalid => "a file of it is missing or not what it should be; look whether the dbt job writes whole files",
        _ when reason == ArtifactsUnavailable => "dbt Cloud did not give them whole; the next run tries again",
        _ when reason == RateLimited => "dbt Cloud asked for silence (429) for longer than the run could wait; let fewer filters run in the same minute",
        _ when reason == Unreachable => "dbt Cloud cannot be reached; check DNS, the network policies of the pods and the proxy",
        _ when fetch.ExitCode == RunResult.Killed => "the init container was killed from outside (exit code 137), and not for its memory; look at the pod's node",
        _ when fetch.ExitCode == FetchReason.WrongUsageExitCode => "the init container does not understand its command line (exit code 2), so its image is of another version than the operator; let --fetch-image name the operator's own",
        _ => $"the init container {FetchContainer.ContainerName} ended with exit code {fetch.ExitCode}; its log names the cause",
    };
}
