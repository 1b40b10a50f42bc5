namespace Operator.Cluster.Leading;

/// <summary>Which Lease is held, by whom, and how patiently.</summary>
internal sealed record LeaseOptions(string Namespace, string Name, string Identity)
{
    /// <summary>So long the others wait after the last renewal that they saw.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>
    /// So long the holder goes on working after the last renewal that succeeded, counted from the moment before it was sent. The
    /// others count from a moment after that, and longer: what lies between the two is for a write on its way, for clocks that do not
    /// run equally fast, and for a process that was held up between looking at the clock and sending.
    /// </summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between two tries, of the holder to renew and of the others to acquire.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one try. The next one, on a new connection, still comes before the deadline.</summary>
    public TimeSpan GiveUpAfter => 2 * RetryEvery;

    /// <summary>For giving the Lease back when the process stops: no later than Kubernetes' own patience with it.</summary>
    public TimeSpan ReleaseWithin { get; init; } = TimeSpan.FromSeconds(3);
}
