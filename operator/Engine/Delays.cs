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
    private readonly PriorityQueue<TKey, long> _heap = new();

    /// <summary>The time that counts for each key. What the heap holds of other times was replaced or cancelled.</summary>
    private readonly Dictionary<TKey, (long Due, Priority Priority)> _current = [];
    private readonly TimeProvider _time;
    private readonly Action<TKey, Priority> _due;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Delays(TimeProvider time, Action<TKey, Priority> due)
    {
        _time = time;
        _due = due;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends only by an error: no key comes due any more.</summary>
    public Task Broken => _broken.Task;

    /// <summary>Replaces the time that the key had: who sets a new one knows more.</summary>
    public void Set(TKey key, TimeSpan delay, Priority priority)
    {
        lock (_gate)
        {
            var due = _time.GetTimestamp() + Ticks(delay);
            _current[key] = (due, priority);
            _heap.Enqueue(key, due);
            Sweep();
            Arm();
        }
    }

    public void Cancel(TKey key)
    {
        lock (_gate)
        {
            _current.Remove(key);
            Sweep();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        try
        {
            foreach (var (key, priority) in TakeDue())
            {
                _due(key, priority);
            }
        }
        catch (Exception exception)
        {
            // Thrown on the timer's thread it would end the process without a word of whose it was.
            _broken.TrySetException(exception);
        }
    }

    private List<(TKey Key, Priority Priority)> TakeDue()
    {
        List<(TKey, Priority)> due = [];
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_heap.TryPeek(out var key, out var at) && (at <= now || IsReplaced(key, at)))
            {
                _heap.Dequeue();
                if (!IsReplaced(key, at) && _current.Remove(key, out var current))
                {
                    due.Add((key, current.Priority));
                }
            }

            Arm();
        }

        return due;
    }

    private bool IsReplaced(TKey key, long at) => !_current.TryGetValue(key, out var current) || current.Due != at;

    /// <summary>Replaced times stay in the heap until they come up; before they outnumber the others it is built anew.</summary>
    private void Sweep()
    {
        if (_heap.Count > (2 * _current.Count) + 64)
        {
            _heap.Clear();
            _heap.EnqueueRange(_current.Select(entry => (entry.Key, entry.Value.Due)));
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
}
