using Operator.Cluster.Api;

namespace Operator.Cluster.Leading;

/// <summary>One try after the other to make the Lease say that this process holds it, and in the end that nobody does.</summary>
internal sealed class LeaseClaims(Leases leases, LeaseOptions options, TimeProvider time)
{
    private readonly Sighting _sighting = new(time);

    /// <summary>As it was when this process last wrote it: the next renewal needs no look at it.</summary>
    private LeaseBody? _ours;

    public async Task<Claim> ClaimAsync(CancellationToken cancellationToken)
    {
        if (_ours is { } ours)
        {
            var (renewed, failure) = await WriteAsync("update", leases.UpdateAsync, Renewed(ours), cancellationToken);
            if (failure is not { Code: 404 or 409 })
            {
                return renewed;
            }
        }

        // First try, or somebody else wrote: another replica, a person, or this process, whose answer got lost.
        return await LookAndClaimAsync(cancellationToken);
    }

    /// <summary>Leaves the Lease to whoever asks next. Null when that is done, or when it is not ours to give.</summary>
    public async Task<ApiFailure?> ReleaseAsync(CancellationToken cancellationToken)
    {
        var found = await leases.FindAsync(cancellationToken);
        return found switch
        {
            { Body: { } lease } when lease.Spec.HolderIdentity == options.Identity => (await leases.UpdateAsync(Released(lease), cancellationToken)).Failure,
            { Failure: { Code: not 404 } failure } => failure,
            _ => null,
        };
    }

    private async Task<Claim> LookAndClaimAsync(CancellationToken cancellationToken)
    {
        var found = await leases.FindAsync(cancellationToken);
        if (found.Failure is { Code: not 404 } failure)
        {
            return new Claim.Failed(LeaseTrouble.Explain("get", options, failure));
        }

        if (found.Body is not { } lease)
        {
            return (await WriteAsync("create", leases.CreateAsync, New(), cancellationToken)).Claim;
        }

        if (lease.Spec.HolderIdentity == options.Identity)
        {
            return (await WriteAsync("update", leases.UpdateAsync, Renewed(lease), cancellationToken)).Claim;
        }

        return string.IsNullOrEmpty(lease.Spec.HolderIdentity) || _sighting.IsExpired(lease.Spec, options.Duration)
            ? (await WriteAsync("update", leases.UpdateAsync, TakenOver(lease), cancellationToken)).Claim
            : new Claim.Foreign(lease.Spec.HolderIdentity!);
    }

    private async Task<(Claim Claim, ApiFailure? Failure)> WriteAsync(
        string verb, Func<LeaseBody, CancellationToken, Task<ApiAnswer<LeaseBody>>> write, LeaseBody lease, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var written = await write(lease, cancellationToken);
        _ours = written.Body ?? _ours;
        return written.Failure is { } failure
            ? (new Claim.Failed(LeaseTrouble.Explain(verb, options, failure)), failure)
            : (new Claim.Held(asked), null);
    }

    private LeaseBody New()
    {
        var now = Now;
        return new LeaseBody
        {
            Metadata = new LeaseMeta { Namespace = options.Namespace, Name = options.Name },
            Spec = new LeaseSpec { HolderIdentity = options.Identity, LeaseDurationSeconds = Seconds, AcquireTime = now, RenewTime = now, LeaseTransitions = 0 },
        };
    }

    private LeaseBody Renewed(LeaseBody lease) => lease with { Spec = lease.Spec with { LeaseDurationSeconds = Seconds, RenewTime = Now } };

    private LeaseBody TakenOver(LeaseBody lease)
    {
        var now = Now;
        return lease with
        {
            Spec = lease.Spec with
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = Seconds,
                AcquireTime = now,
                RenewTime = now,
                LeaseTransitions = (lease.Spec.LeaseTransitions ?? 0) + 1,
            },
        };
    }

    /// <summary>One second is the shortest duration that the API server takes.</summary>
    private LeaseBody Released(LeaseBody lease) => lease with { Spec = lease.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = Now } };

    private int Seconds => (int)Math.Ceiling(options.Duration.TotalSeconds);

    private string Now => MicroTime.Of(time.GetUtcNow());
}
