namespace Operator.Cluster.Api;

/// <summary>One call: what to ask, of which path, with which body.</summary>
internal sealed record ApiRequest(HttpMethod Method, ApiPath Path, byte[]? Content = null, string? ContentType = null)
{
    public const string Json = "application/json";
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>Server-side apply; JSON is YAML, too.</summary>
    public const string Apply = "application/apply-patch+yaml";

    /// <summary>
    /// Asks for, keeps or gives back the Lease that every other write depends on. Sent over HTTP/1.1, where a call that is given up
    /// takes its connection along: on the one HTTP/2 connection that the rest shares, a peer that fell silent is noticed only after
    /// the 30 s of its pings, and by then the Lease would be lost.
    /// </summary>
    public bool ForLease { get; init; }

    /// <summary>Every other write is sent only by the replica that leads.</summary>
    public bool IsGuarded => Method != HttpMethod.Get && !ForLease;

    public static ApiRequest Get(ApiPath path) => new(HttpMethod.Get, path);
}
