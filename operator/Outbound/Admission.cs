namespace Operator.Outbound;

/// <summary>Lets a call go when its host keeps no silence and its token has a turn left.</summary>
internal sealed class Admission(OutboundOptions options, Cooldowns cooldowns, TimeProvider time, IOutboundObserver? observer = null)
{
    // A second more than the minute that the far side counts, since calls do not travel at equal speed.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(61);
    private readonly IdleCache<(string Authority, string Token), RequestBudget> _budgets = new(TimeSpan.FromMinutes(10), time);

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

        var budget = _budgets.GetOrAdd((call.Url.Authority, token.Fingerprint), () => new RequestBudget(options.RequestsPerMinute, Window, time));
        var (granted, wait) = budget.TakeTurn(options.LongestQueue);
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
}
