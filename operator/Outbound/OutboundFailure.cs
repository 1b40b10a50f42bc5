namespace Operator.Outbound;

/// <summary>Why a call brought no answer: every outcome that the far side did not put into words itself. Carries no text of the far side.</summary>
internal abstract record OutboundFailure
{
    private OutboundFailure()
    {
    }

    /// <summary>Nothing usable came back; another try may help. <paramref name="Status"/> is the server's, where there was one.</summary>
    internal sealed record Unreachable(UnreachableKind Kind, int? Status = null) : OutboundFailure;

    /// <summary>The two sides could not agree on a trusted, encrypted connection.</summary>
    internal sealed record Tls(TlsCause Cause) : OutboundFailure;

    /// <summary>The operator's own policy forbids the place.</summary>
    internal sealed record NotAllowed(HostRefusal Why) : OutboundFailure;

    /// <summary>No call before this instant: the far side asked for silence or, with <paramref name="OwnBudget"/>, our own share of calls is spent.</summary>
    internal sealed record BusyUntil(DateTimeOffset Until, bool OwnBudget = false) : OutboundFailure;

    /// <summary>The answer has more bytes, or its lists have more entries, than the operator reads.</summary>
    internal sealed record TooLarge(long Limit) : OutboundFailure;

    /// <summary>The far side points to a place that the call does not follow to.</summary>
    internal sealed record Redirected(string ToHost) : OutboundFailure;
}

/// <summary>At which step the way to the other side ended.</summary>
internal enum UnreachableKind
{
    /// <summary>The name has no address.</summary>
    Dns,

    /// <summary>The address answers, but nobody listens on the port.</summary>
    ConnectionRefused,

    /// <summary>No route, or a reset.</summary>
    Network,

    /// <summary>The proxy does not let the call through.</summary>
    Proxy,

    /// <summary>No complete answer in time.</summary>
    TimedOut,

    /// <summary>The answer broke off in the middle.</summary>
    Interrupted,

    /// <summary>The server answered 408 or 5xx, also on the last try.</summary>
    ServerError,

    /// <summary>Not tried: calls of this token to this API failed too often just now.</summary>
    CircuitOpen,
}

/// <summary>What was wrong with the server's certificate, as far as it can be told.</summary>
internal enum TlsCause
{
    /// <summary>No common protocol, or the port does not speak TLS at all.</summary>
    Handshake,

    /// <summary>Signed by nobody that the given roots know.</summary>
    UntrustedRoot,

    /// <summary>Valid for other names than the one that was called.</summary>
    NameMismatch,

    /// <summary>Outside its time of validity.</summary>
    Expired,
}

/// <summary>Which rule of the operator's policy a place breaks.</summary>
internal enum HostRefusal
{
    /// <summary>Neither http nor https, or with a user, a query or a fragment in it.</summary>
    MalformedUrl,

    /// <summary>Plain http where https is asked for.</summary>
    InsecureScheme,

    /// <summary>Not among the hosts that the operator may call.</summary>
    HostNotListed,

    /// <summary>The host resolves to loopback, link-local, metadata or private addresses only.</summary>
    ForbiddenAddress,
}
