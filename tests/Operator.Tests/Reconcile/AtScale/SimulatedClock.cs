using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>A clock that tells when somebody waits for it, so that an hour passes as fast as the work in it. Time-outs are no waits: nobody stands still for them.</summary>
internal sealed class SimulatedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<DateTimeOffset> _waits = Channel.CreateUnbounded<DateTimeOffset>();

    private Task<DateTimeOffset>? _somebodyWaits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var due = GetUtcNow() + dueTime;
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not CancellationTokenSource && dueTime >= TimeSpan.Zero)
        {
            _waits.Writer.TryWrite(due);
        }

        return timer;
    }

    /// <summary>Moves on over every wait of the work until it is done.</summary>
    public async Task<T> CarryAsync<T>(Task<T> work, CancellationToken cancellationToken)
    {
        while (!work.IsCompleted)
        {
            _somebodyWaits ??= _waits.Reader.ReadAsync(cancellationToken).AsTask();
            if (await Task.WhenAny(work, _somebodyWaits) == _somebodyWaits)
            {
                AdvanceTo(await _somebodyWaits);
                _somebodyWaits = null;
            }
        }

        return await work;
    }

    public void AdvanceTo(DateTimeOffset moment)
    {
        if (moment > GetUtcNow())
        {
            SetUtcNow(moment);
        }
    }
}
