namespace Operator.Engine;

/// <summary>
/// Keys that are due later, at most one time per key: a heap and one timer that is armed for the earliest, so that waiting
/// costs nothing. Time is monotonic: a corrected wall clock moves nothing.
/// </summary>
internal sealed class Delays<TKey> : IDisposable
    where TKey : class
{
    /// <summary>Timers cannot be armed for more than some weeks; this one is simply armed again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, long> _heap = new();
    private readonly Dictionary<TKey, Entry> _current = [];
    private readonly TimeProvider _time;
    private readonly Action<TKey> _due;
    private readonly ITimer _timer;

    public Delays(TimeProvider time, Action<TKey> due)
    {
        _time = time;
        _due = due;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Replaces the time that the key had: who sets a new one knows more.</summary>
    public void Set(TKey key, TimeSpan delay)
    {
        lock (_gate)
        {
            var entry = new Entry(key, _time.GetTimestamp() + Ticks(delay));
            _current[key] = entry;
            _heap.Enqueue(entry, entry.Due);
            Sweep();
            Arm();
        }
    }

    public void Cancel(TKey key)
    {
        lock (_gate)
        {
            _current.Remove(key);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        foreach (var key in TakeDue())
        {
            _due(key);
        }
    }

    private List<TKey> TakeDue()
    {
        List<TKey> due = [];
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_heap.TryPeek(out var first, out var at) && (at <= now || IsReplaced(first)))
            {
                _heap.Dequeue();
                if (!IsReplaced(first))
                {
                    _current.Remove(first.Key);
                    due.Add(first.Key);
                }
            }

            Arm();
        }

        return due;
    }

    private bool IsReplaced(Entry entry) => !_current.TryGetValue(entry.Key, out var current) || !ReferenceEquals(current, entry);

    /// <summary>Replaced entries stay in the heap until they come up; before they outnumber the others it is built anew.</summary>
    private void Sweep()
    {
        if (_heap.Count > (2 * _current.Count) + 64)
        {
            _heap.Clear();
            _heap.EnqueueRange(_current.Values.Select(entry => (entry, entry.Due)));
        }
    }

    private void Arm()
    {
        if (!_heap.TryPeek(out _, out var at))
        {
            return;
        }

        // One millisecond more, since timers round down and one that fires early would find nothing due.
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), at) + TimeSpan.FromMilliseconds(1);
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan delay) => (long)(Math.Max(0, delay.TotalSeconds) * _time.TimestampFrequency);

    private sealed record Entry(TKey Key, long Due);
}
