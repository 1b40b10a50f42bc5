using Operator.Resource;

namespace Operator.Plan;

/// <summary>What the newest pod of a Job says: what keeps it from running, or how its ingestion container ended.</summary>
internal sealed record PodOutcome
{
    /// <summary>The kubelet's word for out of memory; the exit code 137 alone only says that the container was killed.</summary>
    public const string OutOfMemory = "OOMKilled";

    /// <summary>Null while the container has not ended, or never started.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The kubelet's word for the container's end: Completed, Error, OOMKilled, StartError.</summary>
    public string? EndReason { get; init; }

    /// <summary>What the end of the log names.</summary>
    public LogCause Cause { get; init; }

    /// <summary>Null while the init container that fetches artifacts has not ended, and where there is none.</summary>
    public FetchOutcome? Fetch { get; init; }

    /// <summary>Who took the pod off its node, in Kubernetes' word; null where nobody did.</summary>
    public string? EvictedBy { get; init; }

    public bool IsBeingDeleted { get; init; }

    /// <summary>One of <see cref="Reasons.LastRunSucceeded.Stuck"/> with Kubernetes' own words; null where it can go on.</summary>
    public Finding? Stuck { get; init; }
}
