using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Operator.Tests.Engine;

/// <summary>A fake clock that tells for how long somebody waits, so that a test advances it once that wait has begun.</summary>
internal sealed class TimerTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public int Timers { get; private set; }

    /// <summary>How far the wall clock alone is off: somebody set it, and the monotonic clock goes on.</summary>
    public TimeSpan WallClockOff { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockOff;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timers++;
        var timer = new Timer(base.CreateTimer(callback, state, dueTime, period), _waits.Writer);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits for so long, then lets that time pass.</summary>
    public async Task PassAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await BegunAsync(wait, cancellationToken);
        Advance(wait);
    }

    /// <summary>Waits until somebody waits for one of these times, then lets that time pass.</summary>
    public async Task PassOneOfAsync(IReadOnlyCollection<TimeSpan> waits, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        do
        {
            wait = await _waits.Reader.ReadAsync(cancellationToken);
        }
        while (!waits.Contains(wait));
        Advance(wait);
    }

    /// <summary>Waits until somebody waits for so long.</summary>
    public async Task BegunAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        while (await _waits.Reader.ReadAsync(cancellationToken) != wait)
        {
        }
    }

    private sealed class Timer(ITimer inner, ChannelWriter<TimeSpan> waits) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = inner.Change(dueTime, period);
            waits.TryWrite(dueTime);
            return isChanged;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
