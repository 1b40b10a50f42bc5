namespace Operator.Cluster.Leading;

/// <summary>
/// Since when a foreign Lease has looked as it does. Only that counts: its holder's clock may be wrong, but a holder that lives
/// writes something new at every renewal.
/// </summary>
internal sealed class Sighting(TimeProvider time)
{
    private Renewal? _last;
    private long _since;

    /// <summary>True once it has been seen unchanged for the duration that is written in it.</summary>
    public bool IsExpired(LeaseSpec lease, TimeSpan otherwise)
    {
        var now = time.GetTimestamp();
        var renewal = new Renewal(lease.HolderIdentity, lease.AcquireTime, lease.RenewTime, lease.LeaseTransitions, lease.LeaseDurationSeconds);
        if (renewal != _last)
        {
            (_last, _since) = (renewal, now);
        }

        var duration = lease.LeaseDurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : otherwise;
        return time.GetElapsedTime(_since, now) >= duration;
    }

    private sealed record Renewal(string? Holder, string? Acquired, string? Renewed, int? Transitions, int? Seconds);
}
