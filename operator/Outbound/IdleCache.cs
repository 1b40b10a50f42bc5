namespace Operator.Outbound;

/// <summary>
/// Keeps one value for each key and drops, now and then when a new key comes, those that nobody has asked for in a while. Where
/// there would be more than <paramref name="most"/>, those that were not asked for the longest go first.
/// </summary>
internal sealed class IdleCache<TKey, TValue>(TimeSpan forgottenAfter, TimeProvider time, int most = 16_384)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly Lock _lock = new();
    private long _lookedThrough = time.GetTimestamp();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public TValue GetOrAdd(TKey key, Func<TValue> create)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                DropIdle();
                DropOldest();
                entry = new Entry(create());
                _entries.Add(key, entry);
            }

            entry.LastUsed = time.GetTimestamp();
            return entry.Value;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var key in _entries.Keys.ToArray())
            {
                Drop(key);
            }
        }
    }

    /// <summary>Not for each of many new keys: to look through all of them every time would cost the square of their number.</summary>
    private void DropIdle()
    {
        if (time.GetElapsedTime(_lookedThrough) < forgottenAfter / 10)
        {
            return;
        }

        _lookedThrough = time.GetTimestamp();
        foreach (var (key, entry) in _entries.ToArray())
        {
            if (time.GetElapsedTime(entry.LastUsed) > forgottenAfter)
            {
                Drop(key);
            }
        }
    }

    /// <summary>A tenth of them at once, for the same reason.</summary>
    private void DropOldest()
    {
        if (_entries.Count < most)
        {
            return;
        }

        foreach (var (key, _) in _entries.OrderBy(entry => entry.Value.LastUsed).Take(Math.Max(1, most / 10)).ToArray())
        {
            Drop(key);
        }
    }

    private void Drop(TKey key)
    {
        if (_entries.Remove(key, out var entry) && entry.Value is IDisposable disposable)
        {
            disposable.Dispose();
        }
    }

    private sealed class Entry(TValue value)
    {
        public TValue Value { get; } = value;

        public long LastUsed { get; set; }
    }
}
