namespace Operator.Outbound;

/// <summary>One call to the outside, a question (a GET) unless it writes: where, with which token, under which rules.</summary>
internal sealed record OutboundCall(Uri Url)
{
    public AccessToken? Token { get; init; }

    public string Accept { get; init; } = "application/json";

    public Destination Destination { get; init; } = Destination.Internet;

    public Trust Trust { get; init; } = Trust.System;

    public Payload Payload { get; init; } = Payload.Answer;

    public OtherHosts OtherHosts { get; init; } = OtherHosts.Refuse;

    /// <summary>What the call writes; null for a question.</summary>
    public Writing? Writes { get; init; }

    /// <summary>The account whose quota the call spends; null where the far side has none.</summary>
    public string? Quota { get; init; }

    /// <summary>The base path of the API that the call belongs to; null where the account tells it.</summary>
    public string? Service { get; init; }

    /// <summary>The fingerprint of the token that led to a place which does not get it; null where the call has its own, or never had one.</summary>
    public string? OnBehalfOf { get; init; }
}

/// <summary>Where a host may live.</summary>
internal enum Destination
{
    /// <summary>Public addresses, https only.</summary>
    Internet,

    /// <summary>Private addresses as well, and plain http: a service of the cluster or the company.</summary>
    NearOrFar,
}

/// <summary>What comes back, and so how long it may take and how large it may be.</summary>
internal enum Payload
{
    /// <summary>A bounded answer that callers with the same question share.</summary>
    Answer,

    /// <summary>The same, of a question whose answer brings much that nobody reads: it is skipped while it streams by.</summary>
    LargeAnswer,

    /// <summary>A file that each caller reads for itself.</summary>
    Artifact,
}

/// <summary>What to do when the far side points to another host. The token never goes there.</summary>
internal enum OtherHosts
{
    Refuse,
    FollowWithoutToken,
}
