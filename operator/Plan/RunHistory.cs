using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>How the runs of one selection went, as far as Jobs and status tell.</summary>
internal sealed record RunHistory
{
    public static RunHistory None { get; } = new();

    /// <summary>The newest by start, which may still be running.</summary>
    public RunStatus? LastRun { get; init; }

    /// <summary>The newest that has ended; null where none is known any more.</summary>
    public RunStatus? LastEnded { get; init; }

    /// <summary>The newest success, or what was taken for one, that may be asked about in OpenMetadata.</summary>
    public RunStatus? LastProof { get; init; }

    /// <summary>Those that have ended and are not in the status yet; where it knows of no run at all, the newest alone.</summary>
    public IReadOnlyList<RunStatus> News { get; init; } = [];

    /// <summary>
    /// The run that the verdict is about. One that goes on is no news; one that cannot go on is, at once and not only at its
    /// deadline, and no longer once it does.
    /// </summary>
    public RunStatus? Telling => LastRun is { } last && !Runs.IsEnded(last) && RunResult.IsStuck(last.Result) ? last : LastEnded;

    public DateTimeOffset? LastSuccessfulTime { get; init; }

    /// <summary>What the last run that succeeded brought; null where none has, or that is not known.</summary>
    public IngestedStatus? LastIngested { get; init; }

    /// <summary>By which the next pod may skip; null while it is not known whether what was ingested has arrived.</summary>
    public string? Mark { get; init; }

    public int ConsecutiveFailures { get; init; }

    /// <summary>What Jobs should say of themselves and do not yet.</summary>
    public IReadOnlyList<JobNote> Notes { get; init; } = [];

    /// <summary>A Job that has not ended, whoever made it: the schedule waits for it. Null where there is none.</summary>
    public string? Unfinished { get; init; }

    /// <summary>A Job that a person started or asked for: the CronJob controller would not wait for it.</summary>
    public bool HasUnfinishedRunOutsideTheSchedule { get; init; }
}

/// <summary>The annotation by which a Job keeps which dbt run it took, when its pod is gone.</summary>
internal sealed record JobNote(V1Job Job, string Text);
