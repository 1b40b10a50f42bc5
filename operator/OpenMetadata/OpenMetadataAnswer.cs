using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>What OpenMetadata answered: the thing, that there is no such thing, or why it cannot be told.</summary>
internal abstract record OpenMetadataAnswer<T>
{
    private OpenMetadataAnswer()
    {
    }

    internal sealed record Found(T Value) : OpenMetadataAnswer<T>;

    internal sealed record Missing : OpenMetadataAnswer<T>;

    internal sealed record Failed(OpenMetadataFailure Why) : OpenMetadataAnswer<T>;
}

/// <summary>
/// Why OpenMetadata gave no answer to work with. <see cref="Refused"/> and <see cref="Unexpected"/> are its verdicts,
/// the rest is trouble on the way.
/// </summary>
internal abstract record OpenMetadataFailure
{
    private OpenMetadataFailure()
    {
    }

    /// <summary>What a call without an answer means for a question to OpenMetadata.</summary>
    public static OpenMetadataFailure From(OutboundFailure failure) => failure switch
    {
        OutboundFailure.BusyUntil busy => new BusyUntil(busy.Until, busy.OwnBudget),
        OutboundFailure.Tls tls => new TlsFailure(tls.Cause),
        OutboundFailure.NotAllowed place => new NotAllowed(place.Why),
        OutboundFailure.TooLarge => new Unexpected(UnexpectedReply.TooLarge),
        OutboundFailure.Redirected redirect => new Unexpected(UnexpectedReply.Redirect, Host: redirect.ToHost),
        OutboundFailure.Unreachable unreachable => new Unreachable(unreachable.Kind, unreachable.Status),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal sealed record Refused(BotRefusal Reason) : OpenMetadataFailure;

    internal sealed record BusyUntil(DateTimeOffset Until, bool OwnBudget = false) : OpenMetadataFailure;

    internal sealed record Unreachable(UnreachableKind Kind, int? Status = null) : OpenMetadataFailure;

    internal sealed record TlsFailure(TlsCause Cause) : OpenMetadataFailure;

    internal sealed record NotAllowed(HostRefusal Why) : OpenMetadataFailure;

    internal sealed record Unexpected(UnexpectedReply What, int? Status = null, string? Host = null) : OpenMetadataFailure;
}

/// <summary>Why OpenMetadata refuses the bot.</summary>
internal enum BotRefusal
{
    /// <summary>401: it does not accept the token, or no longer.</summary>
    InvalidToken,

    /// <summary>403: it knows the bot, which may not do this.</summary>
    NotPermitted,
}

/// <summary>What came in place of an answer.</summary>
internal enum UnexpectedReply
{
    Html,
    BrokenJson,
    Status,
    TooLarge,
    Redirect,
}
