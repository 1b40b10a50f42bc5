using System.Diagnostics.CodeAnalysis;

namespace Operator.Outbound;

/// <summary>
/// Remembers answers for a moment, so that a thousand resources that ask the same after a restart ask once. Only good answers
/// are worth it: whoever repairs something wants to see it at once.
/// </summary>
internal sealed class ShortMemory<TKey, TValue>(TimeSpan lasts, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private readonly IdleCache<TKey, Entry> _entries = new(lasts, time);

    public bool TryRecall(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        var entry = _entries.GetOrAdd(key, () => new Entry());
        value = entry.Current is { } current && time.GetElapsedTime(current.Since) < lasts ? current.Value : null;
        return value is not null;
    }

    public void Remember(TKey key, TValue value) =>
        _entries.GetOrAdd(key, () => new Entry()).Current = new Dated(value, time.GetTimestamp());

    private sealed class Entry
    {
        public Dated? Current { get; set; }
    }

    private sealed record Dated(TValue Value, long Since);
}
