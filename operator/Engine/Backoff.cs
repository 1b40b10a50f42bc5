namespace Operator.Engine;

/// <summary>
/// How long each key waits after a failure: full jitter over a ceiling that doubles up to <paramref name="longest"/> and then
/// stays. It never gives up. Only keys that fail are remembered: whoever sees one settle, or gone, resets it.
/// </summary>
internal sealed class Backoff<TKey>(TimeSpan shortest, TimeSpan longest, Func<double> random)
    where TKey : class
{
    /// <summary>Two to this power is past every ceiling, so that more failures need not be counted.</summary>
    private const int MostCounted = 40;

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, int> _failures = [];

    /// <summary>From one second to a quarter of an hour.</summary>
    public Backoff(Func<double> random)
        : this(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15), random)
    {
    }

    public TimeSpan Next(TKey key)
    {
        lock (_gate)
        {
            var before = _failures.GetValueOrDefault(key);
            _failures[key] = Math.Min(before + 1, MostCounted);
            return Ceiling(before) * random();
        }
    }

    public void Reset(TKey key)
    {
        lock (_gate)
        {
            _failures.Remove(key);
        }
    }

    private TimeSpan Ceiling(int doublings)
    {
        var doubled = shortest.TotalSeconds * Math.Pow(2, doublings);
        return doubled < longest.TotalSeconds ? TimeSpan.FromSeconds(doubled) : longest;
    }
}
