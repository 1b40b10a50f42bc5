using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>Ends a message about trouble with the command that shows more and the page that explains the reason.</summary>
internal static class Commands
{
    private const string Lead = " See: ";

    public static string Append(DbtCloudIngestion ingestion, Finding finding, ReasonsPage page) =>
        StatusText.Message(finding.Message)! is var message && IsTrouble(finding.Reason) ? $"{Sentence(message)}{Lead}{For(ingestion, finding.Reason)}; {page.LinkTo(finding.Reason)}" : message;

    /// <summary>The message of a condition before its command was appended.</summary>
    public static string Without(string message) => message.Split(Lead)[0];

    private static bool IsTrouble(Reason reason) => reason.Condition switch
    {
        ConditionTypes.Stalled or ConditionTypes.Reconciling => true,
        // That nothing has run yet is no trouble.
        ConditionTypes.LastRunSucceeded or ConditionTypes.Fresh => reason.Status == ConditionStatus.False,
        _ => !reason.Holds,
    };

    private static string For(DbtCloudIngestion ingestion, Reason reason) => reason.Condition switch
    {
        ConditionTypes.SecretsResolved => $"kubectl get secrets -n {ingestion.Key.Namespace}",
        ConditionTypes.CronJobsApplied => $"kubectl get cronjobs -n {ingestion.Key.Namespace}",
        ConditionTypes.LastRunSucceeded => $"kubectl {ForRun(reason)} -n {ingestion.Key.Namespace} -l {Names.IngestionLabel}={ingestion.Key.Name}",
        ConditionTypes.Fresh => $"kubectl describe cronjobs -n {ingestion.Key.Namespace} -l {Names.IngestionLabel}={ingestion.Key.Name}",
        ConditionTypes.Stalled => $"kubectl edit dci {ingestion.Key.Name} -n {ingestion.Key.Namespace}",
        _ => $"kubectl describe dci {ingestion.Key.Name} -n {ingestion.Key.Namespace}",
    };

    /// <summary>Where no container ran there is no log; and where no pod could be made, the Job has the events.</summary>
    private static string ForRun(Reason reason) =>
        reason == Reasons.LastRunSucceeded.PodRejected || reason == Reasons.LastRunSucceeded.DeadlineExceeded || reason == Reasons.LastRunSucceeded.Stopped ? "describe jobs"
        : reason == Reasons.LastRunSucceeded.Failed || reason == Reasons.LastRunSucceeded.PartialSuccess || reason == Reasons.LastRunSucceeded.NothingMatched ? "logs"
        : FetchReason.Named(reason.Name) is not null ? $"logs -c {FetchContainer.ContainerName}"
        : "describe pods";

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
