using k8s.Models;
using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Plan;

/// <summary>What happened in a run and what to do, in one or two sentences of ours.</summary>
internal static class RunMessage
{
    private const string GoesOn = " It goes on by itself then.";

    /// <param name="known">What the status says of this very run so far.</param>
    /// <param name="found">What the connection test has found, for a cause that it can tell better than the container.</param>
    public static string? Of(Reason reason, V1Job job, OutcomeSeen? outcome, RunStatus? known, Func<LogCause, string?> found)
    {
        var name = $"Job {job.Metadata.Name}";
        return RunResult.IsStuck(reason.Name) ? Stuck(reason, job, outcome, known)
            : reason == Succeeded ? Success(name, outcome)
            : outcome?.Pod?.Fetch is { HasFailed: true } fetch ? FetchSentences.Of(reason, name, fetch, found)
            : reason == Skipped ? $"{name} was skipped: {FetchSentences.RunOf(FetchedRuns.Of(job, outcome))} was ingested before, with the same options and image."
            : reason == Failed ? Failure(name, job, outcome, found)
            : reason == DeadlineExceeded ? $"{name} ran longer than its {job.Spec?.ActiveDeadlineSeconds} seconds; raise run.activeDeadlineSeconds, or ingest less with options.schemaFilter."
            : reason == OutOfMemory ? $"{name} used up its memory limit and was killed; raise run.resources.limits.memory."
            : reason == Evicted ? $"{name} lost its pod to its node ({outcome?.Pod?.EvictedBy}); the next run starts anew. Where it happens often, raise run.resources.requests or set run.priorityClassName."
            : reason == Stopped ? $"{name} was stopped: {StoppedBy(outcome)}; the next run starts anew."
            : reason == PartialSuccess ? $"{name} succeeded with failures below options.successThreshold{(outcome?.PipelineState is null ? ", by the summary of its log; the log lists them" : $"; OpenMetadata lists them under run {job.Metadata.Uid}")}.{Counted(outcome)}{LogSentences.Missing(outcome?.Log)}"
            : reason == NothingMatched ? NothingMatchedText.Of(name, outcome!)
            : null;
    }

    private static string Stuck(Reason reason, V1Job job, OutcomeSeen? outcome, RunStatus? known)
    {
        var words = reason == PodRejected ? outcome?.Rejection : outcome?.Pod?.Stuck?.Message;
        var told = words is null && known?.Result == reason.Name && known.Message is { } kept ? kept : Sentence(reason, $"Job {job.Metadata.Name}", words ?? "for a reason that is gone");
        return JobReading.HasEnded(job) ? $"{told.Replace(GoesOn, "", StringComparison.Ordinal)} It was given up at its deadline." : told;
    }

    private static string Sentence(Reason reason, string job, string words) => reason switch
    {
        _ when reason == PodRejected => $"{job} may not make its pod: {words}; repair that.{GoesOn}",
        _ when reason == ImagePullFailed => $"{job} cannot pull the image {words}; check run.image, run.pullSecrets and the way to the registry.{GoesOn}",
        _ when reason == SecretMissing => $"{job} cannot start its container: {words}; create it.{GoesOn}",
        _ => $"{job} finds no node for its pod: {words}; lower run.resources.requests, add nodes, or check run.nodeSelector, run.tolerations and run.affinity.{GoesOn}",
    };

    private static string? Success(string name, OutcomeSeen? outcome) =>
        outcome is { PipelineState: null, Log.HasSummary: true } ? $"{name} succeeded by the summary of its log; OpenMetadata did not say how it went.{Counted(outcome)}{LogSentences.Missing(outcome.Log)}"
            : outcome is { PipelineState: null } ? $"{name} succeeded by its exit code; OpenMetadata did not say how it went.{LogSentences.Missing(outcome.Log)}"
            : $"{Counted(outcome)}{LogSentences.Missing(outcome?.Log)}" is { Length: > 0 } more ? $"{name} succeeded.{more}"
            : null;

    /// <summary>A sentence to go behind another; empty where nothing was counted.</summary>
    public static string Counted(OutcomeSeen? outcome) => StepCounts.InWords(outcome is { Counts.Count: > 0 } ? outcome.Counts : outcome?.Log?.Counts ?? []) is { Length: > 0 } words ? $" It counted {words}." : "";

    private static string Failure(string name, V1Job job, OutcomeSeen? outcome, Func<LogCause, string?> found)
    {
        var cause = outcome?.Pod?.Cause ?? LogCause.Unknown;
        var what = (JobReading.EndOf(job)?.Type, outcome?.Pod) switch
        {
            ("Complete", _) => $"{name} ended with exit code 0, but OpenMetadata has it as failed; it lists why under run {job.Metadata.Uid}",
            (_, { ExitCode: RunResult.Killed }) => $"{name} was killed from outside (exit code 137), and not for its memory; look at the pod's node",
            (_, { ExitCode: { } code }) => $"{name} failed (exit code {code}){LogSentences.After(cause)}",
            (_, { EndReason: { } end }) => $"{name} failed: its container did not run ({end})",
            (_, null) when outcome is not null => $"{name} failed, and its pod is gone, so that its exit code and its log are not known",
            _ => $"{name} failed{LogSentences.After(cause)}",
        };
        return found(cause) is { } finding ? $"{what}. The connection test found: {finding.TrimEnd('.')}.{Counted(outcome)}" : $"{what}.{Counted(outcome)}";
    }

    private static string StoppedBy(OutcomeSeen? outcome) => outcome switch
    {
        { Pod: null } => "its pod was deleted while it ran, by a person or with its node",
        { PipelineState: "stopped" } => "OpenMetadata has it as stopped",
        { Pod.IsBeingDeleted: true } => "its pod was deleted",
        _ => "its container was told to end",
    };
}
