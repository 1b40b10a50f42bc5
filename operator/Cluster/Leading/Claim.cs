namespace Operator.Cluster.Leading;

/// <summary>What one try to hold the Lease came to.</summary>
internal abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>It is ours; <paramref name="Asked"/> is the moment before the request that made it so was sent.</summary>
    internal sealed record Held(long Asked) : Claim;

    /// <summary>Another replica holds it.</summary>
    internal sealed record Foreign(string Holder) : Claim;

    /// <summary>Nobody knows: a later try may help, or a person has to.</summary>
    internal sealed record Failed(string Why) : Claim;
}
