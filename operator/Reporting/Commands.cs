using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>Ends a message about trouble with the command that shows more.</summary>
internal static class Commands
{
    public static string Append(DbtCloudIngestion ingestion, Finding finding)
    {
        var isTrouble = finding.Reason.Holds == finding.Reason.Condition is ConditionTypes.Stalled or ConditionTypes.Reconciling;
        return isTrouble ? $"{Sentence(finding.Message)} See: {For(ingestion, finding.Reason)}" : finding.Message;
    }

    private static string For(DbtCloudIngestion ingestion, Reason reason) => reason.Condition switch
    {
        ConditionTypes.SecretsResolved => $"kubectl get secrets -n {ingestion.Key.Namespace}",
        ConditionTypes.CronJobsApplied => $"kubectl get cronjobs -n {ingestion.Key.Namespace}",
        ConditionTypes.LastRunSucceeded => $"kubectl logs -n {ingestion.Key.Namespace} -l {Names.IngestionLabel}={ingestion.Key.Name}",
        ConditionTypes.Stalled => $"kubectl edit dci {ingestion.Key.Name} -n {ingestion.Key.Namespace}",
        _ => $"kubectl describe dci {ingestion.Key.Name} -n {ingestion.Key.Namespace}",
    };

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
