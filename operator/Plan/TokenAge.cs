using Operator.Resource;

namespace Operator.Plan;

/// <summary>What the bot's token says of its own end; the hour alone changes this verdict, so nobody is asked.</summary>
internal static class TokenAge
{
    private static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(7);

    public static bool IsOver(KeySeen bot, DateTimeOffset now) => bot.ExpiresAt is { } end && end <= now;

    /// <summary>The check with the token's age taken into account; worse findings stay.</summary>
    public static CheckSeen? Judge(DbtCloudIngestion ingestion, CheckSeen? told, KeySeen bot, DateTimeOffset now)
    {
        if (bot.ExpiresAt is not { } end || !bot.Reason.Holds)
        {
            return told;
        }

        if (end <= now)
        {
            return new CheckSeen(CheckNames.BotToken, CheckResults.Failed, Reasons.OpenMetadataVerified.TokenExpired, $"the bot's token has expired on {KubernetesTime.Text(end)}; {Renew(ingestion)}");
        }

        return told?.Result == CheckResults.Passed && end - WarnedBefore <= now
            ? new CheckSeen(CheckNames.BotToken, CheckResults.Warning, Reasons.OpenMetadataVerified.TokenExpiresSoon, $"the bot's token expires on {KubernetesTime.Text(end)}; {Renew(ingestion)}")
            : told;
    }

    /// <summary>How long until the hour changes the verdict; null where it will not.</summary>
    public static TimeSpan? UntilNews(KeySeen bot, DateTimeOffset now) => bot.ExpiresAt switch
    {
        { } end when end - WarnedBefore > now => end - WarnedBefore - now,
        { } end when end > now => end - now,
        _ => null,
    };

    private static string Renew(DbtCloudIngestion ingestion)
    {
        var secret = ingestion.Spec?.OpenMetadata?.TokenSecretRef;
        return $"make a new token of the ingestion bot in OpenMetadata, and store it in the Secret \"{secret?.Name}\" under \"{secret?.Key ?? Defaults.OpenMetadataTokenKey}\"";
    }
}
