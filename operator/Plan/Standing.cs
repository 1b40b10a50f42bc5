using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// What holds when the outside could not tell: rate limits, server errors and time-outs are no verdict, so the last one stands
/// and is dated.
/// </summary>
internal static class Standing
{
    public static ConnectionSeen Connection(DbtCloudIngestion ingestion, Observation seen)
    {
        var kept = ingestion.Status?.Connection;
        var last = Recall.Connection(ingestion);
        var lastSpeaksOfThis = last.Reason is { Status: not ConditionStatus.Unknown } && last.TestedAt is not null && kept is not null
            && kept.Url == Addresses.DbtCloud(ingestion.Spec?.Account) && kept.SecretRevision == seen.DbtToken.Revision;

        return seen.Connection.Reason is { Status: ConditionStatus.Unknown } trouble && trouble != Reasons.ConnectionVerified.NotTested && lastSpeaksOfThis
            ? last with { Checks = Dated(last, seen.Connection, trouble), RetryAfter = seen.Connection.RetryAfter ?? Timing.Soon }
            : seen.Connection;
    }

    public static OpenMetadataSeen OpenMetadata(DbtCloudIngestion ingestion, Observation seen, DateTimeOffset now)
    {
        var last = Recall.OpenMetadata(ingestion);
        var told = seen.OpenMetadata;
        if (told.Check is not { } server)
        {
            return told with { Check = last.Check };
        }

        if (!SpeaksOfThisBot(ingestion, seen))
        {
            last = OpenMetadataSeen.NotAsked;
        }

        // Of a server that could not be asked at all, the rest is known no better than before.
        var isSilent = server.Result == CheckResults.Unknown && seen.BotToken.Reason.Holds;
        var kept = ingestion.Status?.Connection?.TestedAt;
        return told with
        {
            Check = Kept(server, last.Check, kept),
            BotToken = TokenAge.Judge(ingestion, Kept(told.BotToken, last.BotToken, kept) ?? (isSilent ? last.BotToken ?? NotMade(CheckNames.BotToken) : null), seen.BotToken, now),
            DatabaseService = Kept(told.DatabaseService, last.DatabaseService, kept) ?? (isSilent ? last.DatabaseService ?? NotMade(CheckNames.DatabaseService) : null),
        };
    }

    public static FilterSeen? Filter(DbtCloudIngestion ingestion, Selection selection, Observation seen)
    {
        var now = seen.Filters.GetValueOrDefault(selection.Filter);
        var isTold = now?.Reason is { } reason && reason != Reasons.RecentRunFound.JobNotRead;
        var lastSpeaksOfThis = Recall.ConditionOf(ingestion, ConditionTypes.RecentRunFound)?.ObservedGeneration == ingestion.Metadata.Generation;
        return isTold || !lastSpeaksOfThis ? now : Recall.Filter(Recall.StatusOf(ingestion, selection.Filter)) ?? now;
    }

    private static bool SpeaksOfThisBot(DbtCloudIngestion ingestion, Observation seen) =>
        ingestion.Status?.Connection?.OpenMetadataSecretRevision == seen.BotToken.Revision
        && Recall.ConditionOf(ingestion, ConditionTypes.OpenMetadataVerified)?.ObservedGeneration == ingestion.Metadata.Generation;

    /// <summary>A failure stands as it was; what had passed is a warning now, dated once.</summary>
    private static CheckSeen? Kept(CheckSeen? now, CheckSeen? last, DateTimeOffset? testedAt) => (now, last) switch
    {
        ({ Result: CheckResults.Unknown }, { Result: CheckResults.Passed }) when testedAt is { } date => now with { Result = CheckResults.Warning, Message = $"{now.Message.TrimEnd('.')}. The verdict of {KubernetesTime.Text(date)} stands." },
        ({ Result: CheckResults.Unknown }, { Result: CheckResults.Warning or CheckResults.Failed }) => last,
        _ => now,
    };

    private static CheckSeen NotMade(string name) => new(name, CheckResults.Unknown);

    private static List<CheckSeen> Dated(ConnectionSeen last, ConnectionSeen now, Reason trouble)
    {
        var why = now.Checks.FirstOrDefault(check => check.Message.Length > 0)?.Message ?? trouble.Meaning;
        var warning = new CheckSeen(CheckNames.ApiConnectivity, CheckResults.Warning, trouble, $"{why.TrimEnd('.')}. The verdict of {KubernetesTime.Text(last.TestedAt!.Value)} stands.");
        return [warning, .. last.Checks.Where(check => check.Name != CheckNames.ApiConnectivity)];
    }
}
