using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>How the ingestions went: the verdict of the last run that ended or is stuck, of the filter that fares worst.</summary>
internal static class RunAssessment
{
    public static Finding Of(DbtCloudIngestion ingestion, IngestionPlan plan)
    {
        var worst = plan.Ingestions
            .Select(planned => (planned.Filter, planned.Runs, Finding: One(planned.Runs)))
            .MinBy(pair => Array.IndexOf(Reasons.LastRunSucceeded.All, pair.Finding.Reason));
        var isGone = worst.Runs.Telling is null && worst.Finding.Reason.Status != ConditionStatus.Unknown;
        return (isGone ? Kept(ingestion, worst.Finding.Reason.Status) : null) ?? Assessment.Named(ingestion, worst.Filter, worst.Finding);
    }

    /// <summary>Of a run that has ended or is stuck.</summary>
    public static Reason ReasonOf(RunStatus run) => Reasons.LastRunSucceeded.Named(run.Result) ?? Reasons.LastRunSucceeded.Failed;

    /// <summary>The sentence of a run whose Job is gone is in the status alone.</summary>
    private static Finding? Kept(DbtCloudIngestion ingestion, string status) =>
        Recall.ConditionOf(ingestion, ConditionTypes.LastRunSucceeded) is { } kept && kept.Status == status
            && Reasons.LastRunSucceeded.Named(kept.Reason) is { } reason
            ? new Finding(reason, Commands.Without(kept.Message ?? ""))
            : null;

    private static Finding One(RunHistory runs)
    {
        if (runs.Telling is { } telling)
        {
            return new Finding(ReasonOf(telling), telling.Message ?? $"Job {telling.Job} succeeded.");
        }

        // A run goes on and the one before it is gone: the counters still tell how that one ended.
        return runs switch
        {
            { ConsecutiveFailures: > 0 } => new Finding(Reasons.LastRunSucceeded.Failed, ""),
            { LastSuccessfulTime: not null } => new Finding(Reasons.LastRunSucceeded.Succeeded, ""),
            { LastRun: { } running } => new Finding(Reasons.LastRunSucceeded.Running, $"Job {running.Job}, the very first ingestion, is running."),
            _ => new Finding(Reasons.LastRunSucceeded.NeverRun, ""),
        };
    }
}
