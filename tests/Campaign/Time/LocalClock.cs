namespace Campaign.Time;

/// <summary>The clocks of one process: its wall clock may be off, and while it is frozen, or after it has died, nothing in it happens.</summary>
internal sealed class LocalClock(VirtualClock world, TimeSpan off) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Action> _missed = [];
    private Existence _existence = Existence.Running;

    private enum Existence
    {
        Running,
        Frozen,
        Dead,
    }

    public override long TimestampFrequency => world.TimestampFrequency;

    public override long GetTimestamp() => world.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + off;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(_ => Fire(() => callback(state)), null, dueTime, period);

    /// <summary>As SIGSTOP does: what is due meanwhile happens when it goes on.</summary>
    public void Freeze() => Become(Existence.Frozen);

    public void Thaw()
    {
        Become(Existence.Running);
        Action[] missed;
        lock (_gate)
        {
            missed = [.. _missed];
            _missed.Clear();
        }

        foreach (var callback in missed)
        {
            callback();
        }
    }

    public void Die() => Become(Existence.Dead);

    private void Become(Existence existence)
    {
        lock (_gate)
        {
            _existence = _existence is Existence.Dead ? Existence.Dead : existence;
        }
    }

    private void Fire(Action callback)
    {
        lock (_gate)
        {
            if (_existence is Existence.Frozen)
            {
                _missed.Add(callback);
            }

            if (_existence is not Existence.Running)
            {
                return;
            }
        }

        callback();
    }
}
