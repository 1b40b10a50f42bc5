using Operator.OpenMetadata;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>Whether OpenMetadata takes the bot's token, told by what it answered to questions that need one. That it ends by itself is told by <see cref="TokenAge"/>.</summary>
internal static class BotTokenVerdict
{
    public static CheckSeen Of(ServiceFacts facts, OpenMetadataServer server) => facts switch
    {
        ServiceFacts.NotTold { Why: OpenMetadataFailure.Refused why } => OpenMetadataVerdicts.Check(CheckNames.BotToken, why, server),
        ServiceFacts.NotTold { Why: var why } when OpenMetadataVerdicts.IsOutsideTrouble(why) => OpenMetadataVerdicts.Check(CheckNames.BotToken, why, server),
        ServiceFacts.NotTold => new CheckSeen(CheckNames.BotToken, CheckResults.Skipped),
        _ => new CheckSeen(CheckNames.BotToken, CheckResults.Passed, Reasons.OpenMetadataVerified.Verified),
    };
}
