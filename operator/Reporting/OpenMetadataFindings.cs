using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>What was found on OpenMetadata's side: the server and its version, the bot's token, the database service.</summary>
internal static class OpenMetadataFindings
{
    /// <summary>The server's answer, or that the image's version does not fit it; null before it was asked.</summary>
    public static CheckSeen? Server(IngestionPlan plan)
    {
        var compared = plan.Ingestions.Select(planned => IngestionImage.Compare(planned.Image, plan.OpenMetadata.Version)).FirstOrDefault(finding => finding is not null);
        return compared is not null
            ? new CheckSeen(CheckNames.OpenMetadata, compared.Reason.Holds ? CheckResults.Warning : CheckResults.Failed, compared.Reason, compared.Message)
            : plan.OpenMetadata.Check is { Message: "" } check ? check with { Message = Judgement.Sentence(Of(check).Reason) } : plan.OpenMetadata.Check;
    }

    /// <summary>The bot's token is taken, and yet not all that was written with it: told where there is nothing worse to tell of it.</summary>
    public static OpenMetadataSeen AfterWriting(OpenMetadataSeen seen, IReadOnlyList<CarriedOut> done) =>
        seen.BotToken?.Result is CheckResults.Passed && done.Select(one => one.NotTold).FirstOrDefault(why => why is not null) is { } notTold
            ? seen with { BotToken = notTold }
            : seen;

    /// <summary>The condition: the worst of the server, the token and the service; null before anything was asked.</summary>
    public static Finding? Condition(IngestionPlan plan) =>
        Server(plan) is not { } server
            ? null
            : new[] { server, plan.OpenMetadata.BotToken, plan.OpenMetadata.DatabaseService }
                .OfType<CheckSeen>()
                .Where(check => check.Result != CheckResults.Skipped && (check.Result != CheckResults.Unknown || check.Reason is not null))
                .Select(Of)
                .MinBy(finding => Array.IndexOf(Reasons.OpenMetadataVerified.All, finding.Reason));

    /// <summary>A warning about trouble on the way: the check holds by its earlier verdict.</summary>
    private static Finding Of(CheckSeen check) => check switch
    {
        { Result: CheckResults.Passed } or { Result: CheckResults.Warning, Reason: null or { Holds: false } } => new Finding(Reasons.OpenMetadataVerified.Verified, check.Message),
        { Reason: { } reason } => new Finding(reason, check.Message),
        _ => new Finding(Reasons.OpenMetadataVerified.Unreachable, check.Message),
    };
}
