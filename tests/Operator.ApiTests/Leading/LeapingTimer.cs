namespace Operator.ApiTests.Leading;

/// <summary>Fires once, not before it is due on its clock.</summary>
internal sealed class LeapingTimer : ITimer
{
    private const long Never = long.MaxValue;

    private readonly LeapingClock _clock;
    private readonly TimerCallback _callback;
    private readonly ITimer _real;
    private readonly Lock _gate = new();
    private long _due = Never;

    public LeapingTimer(LeapingClock clock, TimerCallback callback, object? state)
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

        _clock.Began(dueTime);
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
