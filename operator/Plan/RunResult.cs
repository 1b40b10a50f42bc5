using k8s.Models;
using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Plan;

/// <summary>Tells the results of a run apart, from its Job, its newest pod, the Job's events and OpenMetadata together.</summary>
internal static class RunResult
{
    /// <summary>128 and the signal: told to end, and killed.</summary>
    public const int Terminated = 143;
    public const int Killed = 137;

    /// <param name="known">What the status says of this very run so far; null where it says nothing.</param>
    public static Reason Of(V1Job job, OutcomeSeen? outcome, RunStatus? known) => JobReading.EndOf(job) switch
    {
        null => Stuck(job, outcome, known) ?? Running,
        { Type: "Complete" } when FetchedRuns.Of(job, outcome)?.Skipped == true => Skipped,
        { Type: "Complete" } => OfSuccess(outcome),
        { Reason: "DeadlineExceeded" } => StuckToTheEnd(job, outcome, known) ?? DeadlineExceeded,
        _ => OfFailure(job, outcome, known),
    };

    /// <summary>By OpenMetadata, else by the summary of the log, else by the exit code, which is 0 whatever was found.</summary>
    private static Reason OfSuccess(OutcomeSeen? outcome)
    {
        var reason = ByOpenMetadata(outcome?.PipelineState) ?? (outcome?.Log?.HasErrors == true ? PartialSuccess : Succeeded);
        return outcome?.FoundNoTable == true && (reason == Succeeded || reason == PartialSuccess) ? NothingMatched : reason;
    }

    /// <summary>By the words of OpenMetadata for the states that end a run.</summary>
    public static Reason? ByOpenMetadata(string? state) => state switch
    {
        "success" => Succeeded,
        "partialSuccess" => PartialSuccess,
        "failed" => Failed,
        "stopped" => Stopped,
        _ => null,
    };

    public static bool IsStuck(string? result) => Reasons.LastRunSucceeded.Stuck.Any(reason => reason.Name == result);

    private static Reason OfFailure(V1Job job, OutcomeSeen? outcome, RunStatus? known) => outcome switch
    {
        { Pod.EndReason: PodOutcome.OutOfMemory } => OutOfMemory,
        { Pod.EvictedBy: not null } => Evicted,
        { PipelineState: "stopped" } or { Pod.ExitCode: Terminated } or { Pod: { ExitCode: Killed or null, IsBeingDeleted: true } } => Stopped,
        { Pod.Fetch.Reason: { } reason } => reason,
        { Pod: null } when HasNoPod(job, outcome, known) => StuckToTheEnd(job, outcome, known) ?? Failed,

        // A Job keeps its pods as long as it is there itself, so one that vanished while it was watched was deleted.
        { Pod: null } when known?.Result == Running.Name => Stopped,
        { Pod.Stuck.Reason: { } reason } => reason,
        _ => Failed,
    };

    private static Reason? Stuck(V1Job job, OutcomeSeen? outcome, RunStatus? known) =>
        HasNoPod(job, outcome, known) && (outcome?.Rejection is not null || known?.Result == PodRejected.Name) ? PodRejected : outcome?.Pod?.Stuck?.Reason;

    /// <summary>Its deadline has deleted the pod by now: what kept it from running is known from before.</summary>
    private static Reason? StuckToTheEnd(V1Job job, OutcomeSeen? outcome, RunStatus? known) =>
        Stuck(job, outcome, known) ?? (known is { CompletionTime: null } ? Reasons.LastRunSucceeded.Stuck.FirstOrDefault(reason => reason.Name == known.Result) : null);

    /// <summary>How many pods were made for the run, as far as anybody has told; it never becomes fewer.</summary>
    public static int AttemptsOf(V1Job job, OutcomeSeen? outcome, RunStatus? known) =>
        Math.Max(Math.Max(JobReading.AttemptsOf(job), known?.Attempts ?? 0), outcome?.Pod is not null || JobReading.EndOf(job)?.Type == "Complete" ? 1 : 0);

    private static bool HasNoPod(V1Job job, OutcomeSeen? outcome, RunStatus? known) => AttemptsOf(job, outcome, known) == 0;
}
