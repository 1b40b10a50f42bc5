using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>What was found of all filters, told by the one that fares worst, which is named.</summary>
internal static class FilterFindings
{
    private static readonly string[] WorstFirst = [CheckResults.Failed, CheckResults.Warning, CheckResults.Unknown, CheckResults.Skipped, CheckResults.Passed];

    public static Finding RecentRun(DbtCloudIngestion ingestion, IngestionPlan plan)
    {
        var worst = plan.Ingestions
            .Select(planned => (planned.Filter, Finding: new Finding(planned.Seen?.Reason ?? Reasons.RecentRunFound.JobNotRead, planned.Seen?.Message ?? "")))
            .MinBy(pair => Rank(pair.Finding.Reason));
        return Assessment.Named(ingestion, worst.Filter, worst.Finding);
    }

    /// <summary>Null where no filter has a run whose files could be looked at.</summary>
    public static CheckSeen? Artifacts(DbtCloudIngestion ingestion, IngestionPlan plan)
    {
        var worst = plan.Ingestions
            .Where(planned => planned.Seen?.Artifacts is not null)
            .Select(planned => (planned.Filter, Check: planned.Seen!.Artifacts!))
            .OrderBy(pair => Array.IndexOf(WorstFirst, pair.Check.Result))
            .ThenBy(pair => pair.Check.Reason is { } reason ? Rank(reason) : int.MaxValue)
            .FirstOrDefault();
        return worst.Check is { Message.Length: > 0 } check ? check with { Message = Assessment.Named(ingestion, worst.Filter, check.Message) } : worst.Check;
    }

    /// <summary>The condition: the run, or what it left where that is worse.</summary>
    public static Finding Worst(Finding recentRun, CheckSeen? artifacts) =>
        artifacts is { Reason: { Status: ConditionStatus.False } reason, Message: var message } && Rank(reason) < Rank(recentRun.Reason)
            ? new Finding(reason, message)
            : recentRun;

    private static int Rank(Reason reason) => Array.IndexOf(Reasons.RecentRunFound.All, reason);
}
