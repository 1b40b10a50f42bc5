using System.Threading.Channels;

namespace Operator.ApiTests.Leading;

/// <summary>
/// A monotonic clock that runs with the real one and leaps ahead when a test says so: what would be due by then is due at once. So a
/// whole replica lives in real time, and nobody waits for a Lease to expire.
/// </summary>
internal sealed class LeapingClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<Timer> _timers = [];
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private long _ahead;

    public override long GetTimestamp() => TimeProvider.System.GetTimestamp() + Volatile.Read(ref _ahead);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
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
        Timer[] timers;
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

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * TimestampFrequency);

    private void Forget(Timer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    /// <summary>Fires once, not before it is due on this clock.</summary>
    private sealed class Timer : ITimer
    {
        private const long Never = long.MaxValue;

        private readonly LeapingClock _clock;
        private readonly TimerCallback _callback;
        private readonly ITimer _real;
        private readonly Lock _gate = new();
        private long _due = Never;

        public Timer(LeapingClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback) = (clock, callback);
            _real = TimeProvider.System.CreateTimer(Fire, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period > TimeSpan.Zero)
            {
                throw new NotSupportedException("Nobody needs a timer that repeats itself.");
            }

            bool isChanged;
            lock (_gate)
            {
                _due = dueTime < TimeSpan.Zero ? Never : _clock.GetTimestamp() + _clock.Ticks(dueTime);
                isChanged = Arm();
            }

            _clock._waits.Writer.TryWrite(dueTime);
            return isChanged;
        }

        public void Hurry()
        {
            lock (_gate)
            {
                Arm();
            }
        }

        public void Dispose()
        {
            _clock.Forget(this);
            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private bool Arm()
        {
            if (_due == Never)
            {
                return _real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            var left = Math.Ceiling(_clock.GetElapsedTime(_clock.GetTimestamp(), _due).TotalMilliseconds);
            return _real.Change(TimeSpan.FromMilliseconds(Math.Max(0, left)), Timeout.InfiniteTimeSpan);
        }

        private void Fire(object? state)
        {
            lock (_gate)
            {
                if (_due == Never || _clock.GetTimestamp() < _due)
                {
                    Arm();
                    return;
                }

                _due = Never;
            }

            _callback(state);
        }
    }
}
