namespace Operator.Resource;

/// <summary>The three values of a condition.</summary>
internal static class ConditionStatus
{
    public const string True = "True";
    public const string False = "False";
    public const string Unknown = "Unknown";
}

/// <summary>The condition types, in table order: Ready takes the first failing reason of those that feed it.</summary>
internal static class ConditionTypes
{
    public const string Ready = "Ready";
    public const string Reconciling = "Reconciling";
    public const string Stalled = "Stalled";
    public const string SecretsResolved = "SecretsResolved";
    public const string ConnectionVerified = "ConnectionVerified";
    public const string RecentRunFound = "RecentRunFound";
    public const string OpenMetadataVerified = "OpenMetadataVerified";
    public const string CronJobsApplied = "CronJobsApplied";
    public const string LastRunSucceeded = "LastRunSucceeded";
    public const string Fresh = "Fresh";
}

/// <summary>
/// Why a condition has its value: one entry of the closed list that conditions, checks, events, metrics and docs share.
/// </summary>
/// <param name="Condition">The condition type that may carry it.</param>
/// <param name="Name">CamelCase, as it stands in the resource.</param>
/// <param name="Status">The condition's value under this reason.</param>
/// <param name="Meaning">One sentence for the reference page.</param>
/// <param name="Fix">What to do about it; empty where nothing is to be done.</param>
internal sealed record Reason(string Condition, string Name, string Status, string Meaning, string Fix = "")
{
    public bool Holds => Status == ConditionStatus.True;

    public override string ToString() => Name;
}
