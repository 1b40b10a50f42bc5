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

/// <summary>What a Job by itself says of one run.</summary>
internal static class JobReading
{
    public static bool HasEnded(V1Job job) => EndOf(job) is not null;

    /// <summary>The Job controller has taken it up; before that, it is a plan.</summary>
    public static bool HasStarted(V1Job job) => job.Status?.StartTime is not null || HasEnded(job);

    public static DateTimeOffset? StartOf(V1Job job) => KubernetesTime.Of(job.Status?.StartTime ?? job.Metadata.CreationTimestamp);

    /// <summary>By the API server's clock, which is one; starts are by that of whichever controller had the lead.</summary>
    public static DateTimeOffset? MadeAt(V1Job job) => KubernetesTime.Of(job.Metadata.CreationTimestamp ?? job.Status?.StartTime);

    /// <summary>Never before the start, although both may come from different clocks.</summary>
    public static DateTimeOffset? CompletionOf(V1Job job) => EndOf(job) is { } end
        ? Later(StartOf(job), KubernetesTime.Of(job.Status?.CompletionTime ?? end.LastTransitionTime))
        : null;

    public static V1JobCondition? EndOf(V1Job job) =>
        job.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "Complete" or "Failed", Status: "True" });

    /// <summary>How many pods were made for it; one that ended is for a moment in neither count.</summary>
    public static int AttemptsOf(V1Job job) =>
        (job.Status?.Failed ?? 0) + (job.Status?.Succeeded ?? 0) + (HasEnded(job) ? 0 : job.Status?.Active ?? 0)
        + (job.Status?.UncountedTerminatedPods?.Failed?.Count ?? 0) + (job.Status?.UncountedTerminatedPods?.Succeeded?.Count ?? 0);

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

    private static DateTimeOffset? Later(DateTimeOffset? start, DateTimeOffset? end) => end is null || end < start ? start : end;
}
