namespace Operator.Outbound;

/// <summary>Lets a call go when nobody has asked it for silence and its token has a turn left.</summary>
internal sealed class Admission(OutboundOptions options, Cooldowns cooldowns, TimeProvider time, IOutboundObserver? observer = null)
{
    // A second more than the minute that the far side counts, since calls do not travel at equal speed.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(61);
    private const int MostShares = 16_384;

    // The account is no part of it: whatever account a token is tried on, it spends the token's share.
    private readonly IdleCache<(string Origin, string Token), Share> _shares = new(TimeSpan.FromMinutes(10), time, MostShares);

    /// <summary>Waits for the call's turn; an answer is the reason why it must not go.</summary>
    public async ValueTask<OutboundFailure?> AdmitAsync(OutboundCall call, CancellationToken cancellationToken)
    {
        var refusal = await JudgeAsync(call, cancellationToken);
        if (refusal is not null)
        {
            observer?.HeldBack(call, refusal.OwnBudget);
        }

        return refusal;
    }

    /// <summary>
    /// How long somebody who has several such calls to make should wait before the first. A silence is no reason to wait: the
    /// call itself will tell of it.
    /// </summary>
    public TimeSpan UntilTurn(OutboundCall call, string who, bool urgent)
    {
        if (call is not { Quota: not null, Token: { } token } || cooldowns.Of(call) is not null)
        {
            return TimeSpan.Zero;
        }

        var wait = ShareOf(call, token).Turnstile.Enter(who, urgent);
        if (wait > TimeSpan.Zero)
        {
            observer?.HeldBack(call, ownBudget: true);
        }

        return wait;
    }

    private async ValueTask<OutboundFailure.BusyUntil?> JudgeAsync(OutboundCall call, CancellationToken cancellationToken)
    {
        if (cooldowns.Of(call) is { } silence)
        {
            return new OutboundFailure.BusyUntil(silence);
        }

        if (call is not { Quota: not null, Token: { } token })
        {
            return null;
        }

        var (granted, wait) = ShareOf(call, token).Budget.TakeTurn(options.LongestQueue);
        if (!granted)
        {
            return new OutboundFailure.BusyUntil(time.GetUtcNow() + wait, OwnBudget: true);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }

        return cooldowns.Of(call) is { } since ? new OutboundFailure.BusyUntil(since) : null;
    }

    private Share ShareOf(OutboundCall call, AccessToken token) => _shares.GetOrAdd((CallPartition.OriginOf(call), token.Fingerprint), () =>
    {
        var budget = new RequestBudget(options.RequestsPerMinute, Window, time);
        return new Share(budget, new Turnstile(budget, options.RequestsPerMinute, Window, time));
    });

    /// <summary>What one token may spend at one host, and who waits to spend it.</summary>
    private sealed record Share(RequestBudget Budget, Turnstile Turnstile);
}
