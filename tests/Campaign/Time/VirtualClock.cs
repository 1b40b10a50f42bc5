namespace Campaign.Time;

/// <summary>The time of one world. It stands still while anything happens, and then moves on to the next moment that somebody waits for.</summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, int Turn), (long Due, long Order)> _due = new();
    private long _now = start.UtcTicks;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on to the next wait that ends, and ends all that end then; false where none ends before the limit, which then is now.</summary>
    public bool MoveOn(DateTimeOffset limit)
    {
        List<VirtualTimer> due = [];
        lock (_gate)
        {
            DropReplaced();
            if (!_due.TryPeek(out _, out var next) || next.Due > limit.UtcTicks)
            {
                _now = Math.Max(_now, limit.UtcTicks);
                return false;
            }

            _now = Math.Max(_now, next.Due);
            while (_due.TryPeek(out var entry, out var at) && at.Due <= _now)
            {
                _due.Dequeue();
                if (entry.Timer.TryFire(entry.Turn))
                {
                    due.Add(entry.Timer);
                }
            }
        }

        foreach (var timer in due)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Call(), timer, preferLocal: false);
        }

        return true;
    }

    /// <summary>The timer waits for so long from now on; its earlier wait is forgotten.</summary>
    public void Enter(VirtualTimer timer, int turn, TimeSpan wait)
    {
        lock (_gate)
        {
            _due.Enqueue((timer, turn), (_now + Math.Max(0, wait.Ticks), ++_order));
        }
    }

    private void DropReplaced()
    {
        while (_due.TryPeek(out var entry, out _) && !entry.Timer.IsAt(entry.Turn))
        {
            _due.Dequeue();
        }
    }
}
