using Operator.Resource;

namespace Operator.Plan;

/// <summary>The verdict on a resource whose spec is valid: settled, or waiting for the first thing that is missing.</summary>
internal static class Judgement
{
    public static Verdict Of(
        DbtCloudIngestion ingestion, Observation seen, ConnectionSeen connection, OpenMetadataSeen openMetadata, IReadOnlyList<PlannedIngestion> planned, DateTimeOffset now)
    {
        if (Secrets(seen) is { Reason.Holds: false } unresolved)
        {
            return new Verdict.Waiting(unresolved, Timing.Soon);
        }

        TimeSpan?[] news = [UntilNextTest(ingestion, connection, now), UntilOpenMetadata(openMetadata, planned, now), TokenAge.UntilNews(seen.BotToken, now), planned.Min(one => one.Freshness.NewsAt) - now, planned.Min(one => Verification.NextAt(one.Verification, now)) - now];
        var testAgain = AtLeastASecond(news.Min()!.Value);
        if (connection.Reason?.Holds != true && ingestion.Spec?.ConnectionTest?.Required != false)
        {
            return new Verdict.Waiting(Connection(connection), testAgain);
        }

        var withheld = planned.Where(one => one.Withheld is not null).Select(one => one.Withheld!).MinBy(finding => Array.IndexOf(Reasons.CronJobsApplied.All, finding.Reason));
        return withheld is null
            ? new Verdict.Settled(testAgain)
            : new Verdict.Waiting(withheld, testAgain < Timing.Soon ? testAgain : Timing.Soon);
    }

    /// <summary>The worst of the keys that the spec names, or that all are there.</summary>
    public static Finding Secrets(Observation seen)
    {
        KeySeen[] keys = seen.CaBundle is { } bundle ? [seen.DbtToken, seen.BotToken, bundle] : [seen.DbtToken, seen.BotToken];
        var worst = keys.MinBy(key => Array.IndexOf(Reasons.SecretsResolved.All, key.Reason))!;
        return new Finding(worst.Reason, worst.Reason.Holds || worst.Message.Length == 0 ? Sentence(worst.Reason) : worst.Message);
    }

    /// <summary>The connection's reason, with the sentence of the check that explains it.</summary>
    public static Finding Connection(ConnectionSeen connection)
    {
        var reason = connection.Reason ?? Reasons.ConnectionVerified.NotTested;
        var explained = connection.Checks.FirstOrDefault(check => check.Reason == reason && check.Message.Length > 0)
            ?? connection.Checks.FirstOrDefault(check => check.Result != CheckResults.Passed && check.Message.Length > 0);
        return new Finding(reason, explained?.Message ?? Sentence(reason));
    }

    public static string Sentence(Reason reason) => reason.Fix.Length > 0 ? $"{reason.Meaning} {reason.Fix}" : reason.Meaning;

    private static TimeSpan UntilNextTest(DbtCloudIngestion ingestion, ConnectionSeen connection, DateTimeOffset now)
    {
        if (connection.RetryAfter is { } retryAfter)
        {
            return retryAfter;
        }

        if (connection.Reason is null || connection.TestedAt is not { } testedAt)
        {
            return Timing.Soon;
        }

        return testedAt + Timing.VerdictLifetime(ingestion, connection.Reason.Holds) - now;
    }

    /// <summary>How long until OpenMetadata alone is asked again; null where nothing is wrong there.</summary>
    private static TimeSpan? UntilOpenMetadata(OpenMetadataSeen openMetadata, IReadOnlyList<PlannedIngestion> planned, DateTimeOffset now) =>
        TestDue.IsWanting(openMetadata) || planned.Any(one => IngestionImage.Compare(one.Image, openMetadata.Version) is { Reason.Holds: false })
            ? (openMetadata.AskedAt ?? now) + Timing.AfterRefusal - now
            : null;

    private static TimeSpan AtLeastASecond(TimeSpan wait) => wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
}
