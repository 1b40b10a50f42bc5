using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>Puts OpenMetadata's failures into the closed reasons and a sentence with the fix.</summary>
internal static class OpenMetadataVerdicts
{
    /// <summary>Trouble on the way says nothing about server, bot or service: an earlier verdict stays.</summary>
    public static bool IsOutsideTrouble(OpenMetadataFailure why) =>
        why is OpenMetadataFailure.BusyUntil or OpenMetadataFailure.Unreachable or OpenMetadataFailure.NotAllowed;

    /// <summary>A check that ended in this failure: Unknown where it is no verdict.</summary>
    public static CheckSeen Check(string name, OpenMetadataFailure why, OpenMetadataServer server)
    {
        var (reason, message) = Of(why, server);
        return IsOutsideTrouble(why)
            ? new CheckSeen(name, CheckResults.Unknown, OpenMetadataVerified.Unreachable, message)
            : new CheckSeen(name, CheckResults.Failed, reason, message);
    }

    public static Finding Of(OpenMetadataFailure why, OpenMetadataServer server) => why switch
    {
        OpenMetadataFailure.TlsFailure => new(OpenMetadataVerified.TlsFailure, $"{server.Api.Host} shows a certificate that cannot be trusted; name its CA in openMetadata.caBundleRef"),
        OpenMetadataFailure.Unreachable { Kind: UnreachableKind.Dns } => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} has no address (DNS); check openMetadata.url"),
        OpenMetadataFailure.Unreachable { Status: { } status } => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} answers with a server error ({status}); look at OpenMetadata's own log"),
        OpenMetadataFailure.Unreachable => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} does not answer; check openMetadata.url and network policies"),
        OpenMetadataFailure.BusyUntil => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} asked for silence (429); the operator asks again later"),
        OpenMetadataFailure.NotAllowed => new(Stalled.HostNotAllowed, $"openMetadata.url: the operator's policy forbids {server.Api.Host}"),
        OpenMetadataFailure.Refused { Reason: BotRefusal.NotPermitted } => new(OpenMetadataVerified.InvalidToken, $"{server.Api.Host} knows the bot, but does not let it read (403); give it the role of the ingestion bot"),
        OpenMetadataFailure.Refused => new(OpenMetadataVerified.InvalidToken, $"{server.Api.Host} refuses the bot's token (401): it is wrong or was replaced; make a new token of the ingestion bot, and store it in the Secret"),
        OpenMetadataFailure.Unexpected { What: UnexpectedReply.TooLarge } => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} answers with more than the operator reads, in bytes or in entries of a list; check openMetadata.url"),
        _ => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} does not answer as OpenMetadata does; check openMetadata.url"),
    };
}
