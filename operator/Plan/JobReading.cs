using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Who started a run.</summary>
internal static class RunTriggers
{
    public const string Schedule = "Schedule";
    public const string Requested = "Requested";
    public const string Manual = "Manual";
}

/// <summary>What a Job, its pod's exit code and OpenMetadata together say of one run.</summary>
internal static class JobReading
{
    public static bool HasEnded(V1Job job) => EndOf(job) is not null;

    public static DateTimeOffset? StartOf(V1Job job) => Instant(job.Status?.StartTime ?? job.Metadata.CreationTimestamp);

    /// <summary>kubectl marks the Jobs that it makes from a CronJob; one without a CronJob above it was made by hand, too.</summary>
    public static string TriggerOf(V1Job job)
    {
        if (job.Metadata.Annotations?.ContainsKey(Names.RequestedAtAnnotation) == true)
        {
            return RunTriggers.Requested;
        }

        var byCronJob = job.Metadata.OwnerReferences?.Any(owner => owner is { Controller: true, Kind: "CronJob" }) == true;
        var byHand = job.Metadata.Annotations?.ContainsKey(Names.InstantiateAnnotation) == true;
        return byCronJob && !byHand ? RunTriggers.Schedule : RunTriggers.Manual;
    }

    public static RunStatus Read(V1Job job, OutcomeSeen? outcome)
    {
        var reason = ResultOf(job, outcome);
        return new RunStatus
        {
            Job = job.Metadata.Name,
            Trigger = TriggerOf(job),
            StartTime = StartOf(job),
            CompletionTime = EndOf(job) is { } end ? Instant(job.Status?.CompletionTime ?? end.LastTransitionTime) ?? StartOf(job) : null,
            Result = reason.Name,
            ExitCode = HasEnded(job) ? outcome?.ExitCode : null,
            RunId = job.Metadata.Uid,
            Message = MessageOf(reason, job, outcome),
        };
    }

    private static V1JobCondition? EndOf(V1Job job) =>
        job.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "Complete" or "Failed", Status: "True" });

    private static Reason ResultOf(V1Job job, OutcomeSeen? outcome) => (EndOf(job), outcome?.PipelineState) switch
    {
        (null, _) => Reasons.LastRunSucceeded.Running,
        ({ Type: "Failed", Reason: "DeadlineExceeded" }, _) => Reasons.LastRunSucceeded.DeadlineExceeded,
        ({ Type: "Failed" }, _) or (_, "failed") => Reasons.LastRunSucceeded.Failed,
        (_, "partialSuccess") => Reasons.LastRunSucceeded.PartialSuccess,
        _ => Reasons.LastRunSucceeded.Succeeded,
    };

    private static string? MessageOf(Reason reason, V1Job job, OutcomeSeen? outcome)
    {
        if (reason == Reasons.LastRunSucceeded.Running || reason == Reasons.LastRunSucceeded.Succeeded)
        {
            return null;
        }

        var exit = outcome?.ExitCode is { } code ? $" (exit code {code})" : "";
        return reason == Reasons.LastRunSucceeded.DeadlineExceeded
            ? $"Job {job.Metadata.Name} ran longer than its {job.Spec?.ActiveDeadlineSeconds} seconds; raise run.activeDeadlineSeconds, or ingest less with options.schemaFilter."
            : reason == Reasons.LastRunSucceeded.PartialSuccess
                ? $"Job {job.Metadata.Name} succeeded with failures below options.successThreshold; OpenMetadata lists them under run {job.Metadata.Uid}."
                : $"Job {job.Metadata.Name} failed{exit}; its log names the cause.";
    }

    private static DateTimeOffset? Instant(DateTime? time) =>
        time is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;
}
