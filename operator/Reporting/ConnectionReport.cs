using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>The connection test as the status keeps it: enough to take the verdict over after a restart.</summary>
internal static class ConnectionReport
{
    public static ConnectionStatus Of(DbtCloudIngestion ingestion, Observation seen, IngestionPlan plan) => new()
    {
        Url = Addresses.DbtCloud(ingestion.Spec?.Account),
        SecretRevision = seen.DbtToken.Revision,
        OpenMetadataSecretRevision = seen.BotToken.Revision,
        TestedSpec = TestedSpec.DigestOf(ingestion, seen.CaBundle?.Revision),
        TestedAt = plan.Connection.TestedAt,
        Checks =
        [
            Named(plan.Connection, CheckNames.ApiConnectivity),
            Named(plan.Connection, CheckNames.AccountAccess),
            Checks.RecentRunFound(FilterFindings.RecentRun(ingestion, plan)),
            .. Made(FilterFindings.Artifacts(ingestion, plan)),
            .. Made(OpenMetadataFindings.Server(plan)),
            .. Made(plan.OpenMetadata.BotToken),
            .. Made(plan.OpenMetadata.DatabaseService),
        ],
    };

    private static IEnumerable<CheckStatus> Made(CheckSeen? check) => check is null ? [] : [Checks.Of(check)];

    private static CheckStatus Named(ConnectionSeen connection, string name) =>
        connection.Checks.FirstOrDefault(check => check.Name == name) is { } check ? Checks.Of(check) : Checks.NotMade(name);
}
