using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>
/// Conditions as kstatus and Flux read them: Ready always; Reconciling and Stalled only while they are true, and never beside a
/// Ready that is true.
/// </summary>
internal static class Conditions
{
    public static IReadOnlyList<Condition> Of(DbtCloudIngestion ingestion, Verdict verdict, IReadOnlyList<Finding> findings, ReasonsPage page, DateTimeOffset now)
    {
        var ready = Ready(ingestion, verdict, findings);
        Condition[] judged =
        [
            .. Summary(verdict, ready).Concat(findings).Select(finding => One(ingestion, finding, page, now)),
        ];
        return [Single(ingestion, ready, page, now), .. judged, .. NotJudged(ingestion, verdict, judged)];
    }

    private static Finding Ready(DbtCloudIngestion ingestion, Verdict verdict, IReadOnlyList<Finding> findings)
    {
        if (verdict is Verdict.Stalled stalled)
        {
            return stalled.Because;
        }

        var failing = findings.FirstOrDefault(finding => !finding.Reason.Holds && FeedsReady(ingestion, finding.Reason.Condition));
        var suspended = ingestion.Spec?.Suspend == true;
        return failing ?? (suspended
            ? new Finding(Reasons.Ready.Suspended, "spec.suspend holds every CronJob still; the connection is still tested. Set it to false to go on.")
            : new Finding(Reasons.Ready.Succeeded, findings.First(finding => finding.Reason.Condition == ConditionTypes.CronJobsApplied).Message));
    }

    public static bool FeedsReady(DbtCloudIngestion ingestion, string condition) => condition switch
    {
        ConditionTypes.SecretsResolved or ConditionTypes.CronJobsApplied => true,
        ConditionTypes.ConnectionVerified => ingestion.Spec?.ConnectionTest?.Required != false,
        _ => false,
    };

    private static IEnumerable<Finding> Summary(Verdict verdict, Finding ready) => (verdict, ready.Reason.Holds) switch
    {
        (Verdict.Stalled stalled, _) => [stalled.Because],
        (_, false) when ready.Reason == Reasons.ConnectionVerified.NotTested => [new Finding(Reasons.Reconciling.Progressing, ready.Message)],
        (_, false) => [new Finding(Reasons.Reconciling.ProgressingWithRetry, ready.Message)],
        _ => [],
    };

    /// <summary>A stalled pass asks nothing: what it did not judge stays as it was, of the generation that it speaks of.</summary>
    private static IEnumerable<Condition> NotJudged(DbtCloudIngestion ingestion, Verdict verdict, IReadOnlyList<Condition> judged) =>
        verdict is Verdict.Stalled
            ? (ingestion.Status?.Conditions ?? []).Where(kept =>
                kept.Type is not (ConditionTypes.Ready or ConditionTypes.Reconciling or ConditionTypes.Stalled) && judged.All(condition => condition.Type != kept.Type))
            : [];

    private static Condition Single(DbtCloudIngestion ingestion, Finding ready, ReasonsPage page, DateTimeOffset now) =>
        Written(ingestion, ConditionTypes.Ready, ready.Reason.Condition == ConditionTypes.Ready ? ready.Reason.Status : ConditionStatus.False, ready, page, now);

    private static Condition One(DbtCloudIngestion ingestion, Finding finding, ReasonsPage page, DateTimeOffset now) =>
        Written(ingestion, finding.Reason.Condition, finding.Reason.Status, finding, page, now);

    private static Condition Written(DbtCloudIngestion ingestion, string type, string status, Finding finding, ReasonsPage page, DateTimeOffset now)
    {
        var before = Recall.ConditionOf(ingestion, type);
        return new Condition
        {
            Type = type,
            Status = status,
            ObservedGeneration = ingestion.Metadata.Generation,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
            Reason = finding.Reason.Name,
            Message = Commands.Append(ingestion, finding, page),
        };
    }
}
