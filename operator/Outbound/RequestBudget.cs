namespace Operator.Outbound;

/// <summary>Gives out turns so that no window of time ever holds more than its share, first come, first served.</summary>
internal sealed class RequestBudget(int turns, TimeSpan window, TimeProvider time)
{
    // The last turns given out, oldest first, by the monotonic clock.
    private readonly Queue<long> _given = new();
    private readonly Lock _lock = new();

    /// <summary>How long to wait for a turn that is now taken; or, not granted, how long until one would come.</summary>
    public (bool Granted, TimeSpan Wait) TakeTurn(TimeSpan longestWait)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var turn = _given.Count < turns ? now : Math.Max(now, _given.Peek() + Ticks(window));
            var wait = time.GetElapsedTime(now, turn);
            if (wait > longestWait)
            {
                return (false, wait);
            }

            _given.Enqueue(turn);
            if (_given.Count > turns)
            {
                _given.Dequeue();
            }

            return (true, wait);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
