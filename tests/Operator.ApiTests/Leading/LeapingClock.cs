using System.Threading.Channels;

namespace Operator.ApiTests.Leading;

/// <summary>
/// A monotonic clock that runs with the real one and leaps ahead when a test says so: what would be due by then is due at once. So a
/// whole replica lives in real time, and nobody waits for a Lease to expire.
/// </summary>
internal sealed class LeapingClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<LeapingTimer> _timers = [];
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private long _ahead;

    public override long GetTimestamp() => TimeProvider.System.GetTimestamp() + Volatile.Read(ref _ahead);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LeapingTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    public void Leap(TimeSpan by)
    {
        Interlocked.Add(ref _ahead, Ticks(by));
        LeapingTimer[] timers;
        lock (_gate)
        {
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Hurry();
        }
    }

    /// <summary>Waits until somebody begins to wait for so long, or has since the last time this was asked.</summary>
    public async Task BegunAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        while (await _waits.Reader.ReadAsync(cancellationToken) != wait)
        {
        }
    }

    /// <summary>Leaps, and waits until somebody begins to wait for so long again.</summary>
    public Task LeapAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        while (_waits.Reader.TryRead(out _))
        {
            // Only what begins from now on counts.
        }

        Leap(by);
        return BegunAsync(by, cancellationToken);
    }

    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * TimestampFrequency);

    /// <summary>Somebody waits for so long from now on.</summary>
    public void Began(TimeSpan wait) => _waits.Writer.TryWrite(wait);

    public void Forget(LeapingTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }
}
