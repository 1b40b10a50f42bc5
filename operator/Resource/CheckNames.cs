namespace Operator.Resource;

/// <summary>The ticks of the connection test.</summary>
internal static class CheckNames
{
    public const string ApiConnectivity = "ApiConnectivity";
    public const string AccountAccess = "AccountAccess";
    public const string RecentRunFound = "RecentRunFound";
    public const string Artifacts = "Artifacts";
    public const string OpenMetadata = "OpenMetadata";
    public const string BotToken = "BotToken";
    public const string DatabaseService = "DatabaseService";
}

/// <summary>What is looked for in OpenMetadata after a run that succeeded: the rows of the guide's checklist.</summary>
internal static class VerificationNames
{
    public const string DbtRun = "DbtRun";
    public const string Ingestion = "Ingestion";
    public const string Lineage = "Lineage";
    public const string Descriptions = "Descriptions";
    public const string TestResults = "TestResults";
}

/// <summary>How a check ended.</summary>
internal static class CheckResults
{
    public const string Passed = "Passed";
    public const string Warning = "Warning";
    public const string Failed = "Failed";
    public const string Skipped = "Skipped";
    public const string Unknown = "Unknown";
}
