namespace Campaign.Wires;

/// <summary>One call of one operator process, numbered from its start.</summary>
internal sealed record Call(int Number, string Process, Target Target, string Method, string Path, string Query)
{
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal);

    public bool IsWrite => Method != "GET";

    public bool IsLease => Path.Contains("/leases", StringComparison.Ordinal);

    /// <summary>What a request to Kubernetes is for, in the words of its authorization.</summary>
    public string Verb => (Method, IsWatch) switch
    {
        ("GET", true) => "watch",
        ("GET", _) => "get",
        ("POST", _) => "create",
        var (other, _) => other.ToLowerInvariant(),
    };

    public override string ToString() => $"{Process} #{Number} {Method} {Target}{Path}";
}
