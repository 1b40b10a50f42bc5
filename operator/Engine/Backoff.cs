using System.Collections.Concurrent;

namespace Operator.Engine;

/// <summary>
/// How long each key waits after a failure: full jitter over a ceiling that doubles up to <paramref name="longest"/> and then
/// stays. It never gives up.
/// </summary>
internal sealed class Backoff<TKey>(TimeSpan shortest, TimeSpan longest, Func<double> random)
    where TKey : class
{
    private readonly ConcurrentDictionary<TKey, int> _failures = new();

    /// <summary>From one second to a quarter of an hour.</summary>
    public Backoff(Func<double> random)
        : this(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15), random)
    {
    }

    public TimeSpan Next(TKey key)
    {
        var failures = _failures.AddOrUpdate(key, 1, (_, before) => before + 1);
        return Ceiling(failures) * random();
    }

    public void Reset(TKey key) => _failures.TryRemove(key, out _);

    private TimeSpan Ceiling(int failures)
    {
        var doubled = shortest.TotalSeconds * Math.Pow(2, failures - 1);
        return doubled < longest.TotalSeconds ? TimeSpan.FromSeconds(doubled) : longest;
    }
}
