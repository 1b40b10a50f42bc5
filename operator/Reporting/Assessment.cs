using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>One finding for each condition that this pass could judge, in table order. Where filters differ the worst is named.</summary>
internal static class Assessment
{
    public static IReadOnlyList<Finding> Of(DbtCloudIngestion ingestion, Observation seen, IngestionPlan plan, IReadOnlyList<CarriedOut> done)
    {
        var lastRun = RunAssessment.Of(ingestion, plan);
        if (plan.Verdict is Verdict.Stalled)
        {
            return [lastRun];
        }

        Finding?[] findings =
        [
            Judgement.Secrets(seen),
            Judgement.Connection(plan.Connection),
            RecentRun(ingestion, plan),
            OpenMetadata(plan),
            CronJobs(ingestion, plan, done),
            lastRun,
        ];
        return [.. findings.OfType<Finding>()];
    }

    private static Finding RecentRun(DbtCloudIngestion ingestion, IngestionPlan plan)
    {
        var worst = plan.Ingestions
            .Select(planned => (planned.Filter, Finding: new Finding(planned.Seen?.Reason ?? Reasons.RecentRunFound.JobNotRead, planned.Seen?.Message ?? "")))
            .MinBy(pair => Array.IndexOf(Reasons.RecentRunFound.All, pair.Finding.Reason));
        return Named(ingestion, worst.Filter, worst.Finding);
    }

    private static Finding? OpenMetadata(IngestionPlan plan)
    {
        var told = plan.OpenMetadata.Check switch
        {
            null => null,
            { Reason: { } reason } check => new Finding(reason, check.Message),
            { Result: CheckResults.Passed } check => new Finding(Reasons.OpenMetadataVerified.Verified, check.Message),
            var check => new Finding(Reasons.OpenMetadataVerified.Unreachable, check.Message),
        };
        var compared = plan.Ingestions.Select(planned => IngestionImage.Compare(planned.Image, plan.OpenMetadata.Version)).FirstOrDefault(finding => finding is not null);
        var worst = new[] { told, compared }.OfType<Finding>().MinBy(finding => Array.IndexOf(Reasons.OpenMetadataVerified.All, finding.Reason));
        return worst is null ? null : Spoken(worst);
    }

    private static Finding CronJobs(DbtCloudIngestion ingestion, IngestionPlan plan, IReadOnlyList<CarriedOut> done)
    {
        var troubles = plan.Ingestions.Select(planned => (planned.Filter, Finding: planned.Withheld))
            .Concat(done.Select(written => (written.Filter, written.Finding)))
            .Where(pair => pair.Finding is not null)
            .ToList();
        if (troubles.Count > 0)
        {
            var (filter, finding) = troubles.MinBy(pair => Array.IndexOf(Reasons.CronJobsApplied.All, pair.Finding!.Reason));
            return Named(ingestion, filter, finding!);
        }

        return new Finding(Reasons.CronJobsApplied.Applied, plan.Ingestions is [var only]
            ? $"CronJob {only.CronJobName} is applied."
            : $"{plan.Ingestions.Count} CronJobs are applied.");
    }

    /// <summary>With the filter's name in front, where there are filters.</summary>
    public static Finding Named(DbtCloudIngestion ingestion, string filter, Finding finding)
    {
        var spoken = Spoken(finding);
        return ingestion.Spec?.Filters is { Count: > 0 } ? spoken with { Message = $"{filter}: {spoken.Message}" } : spoken;
    }

    private static Finding Spoken(Finding finding) => finding.Message.Length > 0 ? finding : finding with { Message = Judgement.Sentence(finding.Reason) };
}
