namespace Campaign.Time;

/// <summary>Fires once when its clock has moved far enough.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private const int Idle = 0;

    private readonly Lock _gate = new();
    private int _turns;
    private int _turn = Idle;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (period > TimeSpan.Zero)
        {
            throw new NotSupportedException("Nobody needs a timer that repeats itself.");
        }

        lock (_gate)
        {
            _turn = dueTime < TimeSpan.Zero ? Idle : ++_turns;
            if (_turn != Idle)
            {
                clock.Enter(this, _turn, dueTime);
            }
        }

        return true;
    }

    public bool IsAt(int turn) => Volatile.Read(ref _turn) == turn;

    /// <summary>True for the wait that counts, and only once.</summary>
    public bool TryFire(int turn) => Interlocked.CompareExchange(ref _turn, Idle, turn) == turn;

    public void Call() => callback(state);

    public void Dispose() => Volatile.Write(ref _turn, Idle);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
