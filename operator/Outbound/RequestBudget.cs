namespace Operator.Outbound;

/// <summary>Gives out turns so that no window of time ever holds more than its share, first come, first served.</summary>
internal sealed class RequestBudget(int turns, TimeSpan window, TimeProvider time)
{
    /// <summary>Who has not taken a booked turn by then found that he needs none.</summary>
    private static readonly TimeSpan BookedFor = TimeSpan.FromSeconds(15);

    // The last turns given out, oldest first, by the monotonic clock.
    private readonly Queue<long> _given = new();

    // Turns that somebody who has begun is expected to take, by the time of the booking.
    private readonly Queue<long> _booked = new();
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

            _booked.TryDequeue(out _);
            _given.Enqueue(turn);
            if (_given.Count > turns)
            {
                _given.Dequeue();
            }

            return (true, wait);
        }
    }

    /// <summary>Announces turns that will be taken one by one, each as soon as the answer to the one before is there.</summary>
    public void Book(int calls)
    {
        lock (_lock)
        {
            for (var call = 0; call < calls; call++)
            {
                _booked.Enqueue(time.GetTimestamp());
            }
        }
    }

    /// <summary>How long until so many turns are free at once beside those that are booked, if nobody takes one meanwhile.</summary>
    public TimeSpan UntilFree(int wanted)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            while (_booked.TryPeek(out var since) && time.GetElapsedTime(since, now) > BookedFor)
            {
                _booked.Dequeue();
            }

            var over = _given.Count + _booked.Count - (turns - wanted);
            return over <= 0 ? TimeSpan.Zero : time.GetElapsedTime(now, Math.Max(now, FreedAt(over)));
        }
    }

    /// <summary>When so many of the turns that are given or booked will be free again, the given ones first.</summary>
    private long FreedAt(int count) => count <= _given.Count
        ? _given.ElementAt(count - 1) + Ticks(window)
        : _booked.ElementAt(Math.Min(count - _given.Count, _booked.Count) - 1) + Ticks(BookedFor);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
