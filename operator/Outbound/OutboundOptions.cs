using System.Net;

namespace Operator.Outbound;

/// <summary>What the one who installs the operator allows and bounds for every call that leaves the cluster.</summary>
internal sealed record OutboundOptions
{
    /// <summary>Plain http anywhere; without it only OpenMetadata may be plain http, and only at a private address.</summary>
    public bool AllowInsecureEndpoints { get; init; }

    /// <summary>Hosts that may be called: exact names, or <c>*.example.com</c> for every name below it. Empty allows all.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Addresses that may be called although they are loopback, link-local or private. A cloud's metadata service is opened only by its single address.</summary>
    public IReadOnlyList<IPNetwork> AllowedCidrs { get; init; } = [];

    /// <summary>One attempt at one question, from the connection to the last byte of the answer.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>One attempt at one artifact, which may weigh a hundred megabytes.</summary>
    public TimeSpan ArtifactTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest answer to a question, after decompression. The heaviest recorded row of a list has 1.5 KB, and a page has a
    /// hundred rows: so this leaves each of them 10 KB.
    /// </summary>
    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>The longest answer to a question that brings logs of steps, names of all files of a run or columns of wide tables.</summary>
    public long MaxLargeBodyBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>The longest artifact, after decompression.</summary>
    public long MaxArtifactBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Calls a minute with one token to one host; the ingestion itself spends the rest of what dbt Cloud grants.</summary>
    public int RequestsPerMinute { get; init; } = 60;

    /// <summary>How long a call waits for its turn before it is put off with an hour to come back at.</summary>
    public TimeSpan LongestQueue { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call whose trouble may pass is repeated, within seconds.</summary>
    public int Repetitions { get; init; } = 2;

    /// <summary>The silence after a 429 that names no time of its own; dbt Cloud enforces five minutes.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Authorities (PEM) that sign servers' certificates beside those that a call trusts anyway: a company's own, or a proxy's that opens TLS.</summary>
    public string? AdditionalCertificates { get; init; }

    /// <summary>The way out, where there is no direct one.</summary>
    public ProxyOptions? Proxy { get; init; }
}

/// <summary>The proxy for each scheme and the hosts (<c>example.com</c>, <c>.example.com</c>, an address or a CIDR) that are reached without one.</summary>
internal sealed record ProxyOptions(Uri? Https, Uri? Http, IReadOnlyList<string> Bypass)
{
    // The address may hold a password.
    public override string ToString() => $"https via {Https?.Authority ?? "none"}, http via {Http?.Authority ?? "none"}";
}
