using Operator.Resource;

namespace Operator.Plan;

/// <summary>What the connection test found wrong with what a failed run complains of; the test runs again when a run has failed.</summary>
internal static class TestFindings
{
    /// <summary>There is nothing to ingest then. Other findings of the filter may stand beside a failure without being its cause.</summary>
    private static readonly Reason[] WithoutRun =
        [Reasons.RecentRunFound.ProjectNotFound, Reasons.RecentRunFound.JobNotFound, Reasons.RecentRunFound.JobNotInProject, Reasons.RecentRunFound.NoSuccessfulRun];

    /// <summary>Null where it found nothing, or could not tell.</summary>
    public static string? On(LogCause cause, Observation seen, FilterSeen? filter) =>
        (LogSentences.ConcernsDbtCloud(cause) ? DbtCloud(cause, seen, filter) : null)
        ?? (LogSentences.ConcernsOpenMetadata(cause) ? OpenMetadata(seen) : null);

    private static string? DbtCloud(LogCause cause, Observation seen, FilterSeen? filter)
    {
        if (seen.Connection.Reason is { Status: ConditionStatus.False })
        {
            return Judgement.Connection(seen.Connection).Message;
        }

        return filter is { Reason: { } reason } && WithoutRun.Contains(reason) ? NotEmpty(filter.Message)
            : cause is LogCause.ManifestMissing && filter?.Artifacts is { Reason: { Status: ConditionStatus.False } } artifacts ? NotEmpty(artifacts.Message)
            : null;
    }

    private static string? OpenMetadata(Observation seen) =>
        ((CheckSeen?[])[seen.OpenMetadata.Check, seen.OpenMetadata.BotToken, seen.OpenMetadata.DatabaseService])
            .FirstOrDefault(check => check is { Result: CheckResults.Failed, Message.Length: > 0 })?.Message;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
