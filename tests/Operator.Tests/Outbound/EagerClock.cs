using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Operator.Tests.Outbound;

/// <summary>A clock that moves on by itself over every wait up to its patience, and remembers the waits; longer ones stand until a test moves it.</summary>
internal sealed class EagerClock(TimeSpan patience) : FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly Channel<TimeSpan> _longWaits = Channel.CreateUnbounded<TimeSpan>();

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > patience)
        {
            _longWaits.Writer.TryWrite(dueTime);
        }
        else if (dueTime >= TimeSpan.Zero)
        {
            _waits.Enqueue(dueTime);
            _ = Task.Run(() => Advance(dueTime));
        }

        return timer;
    }

    /// <summary>Comes back when somebody has begun a wait that the clock does not move over by itself.</summary>
    public ValueTask<TimeSpan> SomebodyWaitsLongAsync(CancellationToken cancellationToken) => _longWaits.Reader.ReadAsync(cancellationToken);
}
