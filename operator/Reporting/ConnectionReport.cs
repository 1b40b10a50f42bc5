using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>The connection test as the status keeps it: enough to take the verdict over after a restart.</summary>
internal static class ConnectionReport
{
    public static ConnectionStatus Of(DbtCloudIngestion ingestion, Observation seen, IngestionPlan plan, IReadOnlyList<Finding> findings) => new()
    {
        Url = Addresses.DbtCloud(ingestion.Spec?.Account),
        SecretRevision = seen.DbtToken.Revision,
        OpenMetadataSecretRevision = seen.BotToken.Revision,
        TestedAt = plan.Connection.TestedAt,
        Checks =
        [
            Named(plan.Connection, CheckNames.ApiConnectivity),
            Named(plan.Connection, CheckNames.AccountAccess),
            .. findings.Where(finding => finding.Reason.Condition == ConditionTypes.RecentRunFound).Select(Checks.RecentRunFound),
            .. findings.Where(finding => finding.Reason.Condition == ConditionTypes.OpenMetadataVerified).Select(Checks.OpenMetadata),
        ],
    };

    private static CheckStatus Named(ConnectionSeen connection, string name) =>
        connection.Checks.FirstOrDefault(check => check.Name == name) is { } check ? Checks.Of(check) : Checks.NotMade(name);
}
