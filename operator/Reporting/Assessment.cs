using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>One finding for each condition that this pass could judge, in table order. Where filters differ the worst is named.</summary>
internal static class Assessment
{
    public static IReadOnlyList<Finding> Of(DbtCloudIngestion ingestion, Observation seen, IngestionPlan plan, IReadOnlyList<CarriedOut> done)
    {
        var lastRun = RunAssessment.Of(ingestion, plan);
        var fresh = Fresh(ingestion, plan);
        if (plan.Verdict is Verdict.Stalled)
        {
            return [lastRun, fresh];
        }

        Finding?[] findings =
        [
            Judgement.Secrets(seen),
            Judgement.Connection(plan.Connection),
            FilterFindings.Worst(FilterFindings.RecentRun(ingestion, plan), FilterFindings.Artifacts(ingestion, plan)),
            OpenMetadataFindings.Condition(plan),
            CronJobs(ingestion, plan, done),
            lastRun,
            fresh,
        ];
        return [.. findings.OfType<Finding>()];
    }

    private static Finding Fresh(DbtCloudIngestion ingestion, IngestionPlan plan)
    {
        var worst = plan.Ingestions.MinBy(planned => Array.IndexOf(Reasons.Fresh.All, planned.Freshness.Finding.Reason))!;
        return Named(ingestion, worst.Filter, worst.Freshness.Finding);
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

        var remarks = plan.Ingestions.Where(planned => planned.ScheduleNote is not null).ToList();
        if (remarks.MinBy(planned => Array.IndexOf(Reasons.CronJobsApplied.All, planned.ScheduleNote!.Reason)) is { } remarked)
        {
            return Named(ingestion, remarked.Filter, remarked.ScheduleNote!);
        }

        return new Finding(Reasons.CronJobsApplied.Applied, plan.Ingestions is [var only]
            ? $"CronJob {only.CronJobName} is applied."
            : $"{plan.Ingestions.Count} CronJobs are applied.");
    }

    /// <summary>With the filter's name in front, where there are filters.</summary>
    public static Finding Named(DbtCloudIngestion ingestion, string filter, Finding finding)
    {
        var spoken = Spoken(finding);
        return spoken with { Message = Named(ingestion, filter, spoken.Message) };
    }

    public static string Named(DbtCloudIngestion ingestion, string filter, string message) =>
        ingestion.Spec?.Filters is { Count: > 0 } ? $"{filter}: {message}" : message;

    public static Finding Spoken(Finding finding) => finding.Message.Length > 0 ? finding : finding with { Message = Judgement.Sentence(finding.Reason) };
}
