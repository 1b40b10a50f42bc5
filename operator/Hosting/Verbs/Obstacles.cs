using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>What keeps a first CronJob from being made until a person repairs it.</summary>
internal static class Obstacles
{
    /// <summary>In the order in which they are met. What is not known yet is none: it may be so in a moment.</summary>
    private static readonly (string Type, string Status)[] Conditions =
    [
        (ConditionTypes.Stalled, ConditionStatus.True),
        (ConditionTypes.SecretsResolved, ConditionStatus.False),
        (ConditionTypes.ConnectionVerified, ConditionStatus.False),
        (ConditionTypes.CronJobsApplied, ConditionStatus.False),
    ];

    /// <summary>Null where there is none, or where the operator has not judged the spec as it is now.</summary>
    public static string? Of(DbtCloudIngestion ingestion) =>
        (from obstacle in Conditions
         let condition = Judged(ingestion, obstacle.Type)
         where condition?.Status == obstacle.Status && condition.Reason != Reasons.CronJobsApplied.WaitingForConnectionTest.Name
         select Sentence(condition)).FirstOrDefault();

    /// <summary>Only an edit of the spec helps.</summary>
    public static string? Stalled(DbtCloudIngestion ingestion) =>
        Judged(ingestion, ConditionTypes.Stalled) is { Status: ConditionStatus.True } stalled ? Sentence(stalled) : null;

    private static Condition? Judged(DbtCloudIngestion ingestion, string type) =>
        Recall.ConditionOf(ingestion, type) is { } condition && condition.ObservedGeneration == ingestion.Metadata.Generation ? condition : null;

    private static string Sentence(Condition condition) => $"{condition.Reason}: {condition.Message}";
}
