using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class IdleCacheTests
{
    private readonly EagerClock _clock = new(TimeSpan.Zero);

    [Fact]
    public void What_nobody_asks_for_is_dropped_and_disposed()
    {
        var cache = new IdleCache<string, Disposed>(TimeSpan.FromMinutes(10), _clock);
        var idle = cache.GetOrAdd("idle", () => new Disposed());
        var used = cache.GetOrAdd("used", () => new Disposed());
        _clock.Advance(TimeSpan.FromMinutes(9));
        cache.GetOrAdd("used", () => new Disposed());
        _clock.Advance(TimeSpan.FromMinutes(2));
        cache.GetOrAdd("new", () => new Disposed());

        Assert.Equal((true, false, 2), (idle.IsDisposed, used.IsDisposed, cache.Count));
    }

    [Fact]
    public void What_is_asked_for_later_again_is_made_anew()
    {
        var cache = new IdleCache<string, object>(TimeSpan.FromMinutes(10), _clock);
        var before = cache.GetOrAdd("idle", () => new object());
        _clock.Advance(TimeSpan.FromMinutes(11));
        cache.GetOrAdd("new", () => new object());

        Assert.NotSame(before, cache.GetOrAdd("idle", () => new object()));
    }

    [Fact]
    public void Where_there_would_be_more_than_may_be_the_longest_unused_are_dropped_and_disposed()
    {
        var cache = new IdleCache<int, Disposed>(TimeSpan.FromMinutes(10), _clock, most: 3);
        var made = new List<Disposed>();
        foreach (var key in (int[])[1, 2, 1, 3, 4])
        {
            made.Add(cache.GetOrAdd(key, () => new Disposed()));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([false, true, false, false, false], made.Select(one => one.IsDisposed));
        Assert.Equal(3, cache.Count);
    }

    /// <summary>Five thousand resources may each have Secrets of their own.</summary>
    [Fact]
    public void A_key_among_five_thousand_costs_less_than_five_hundred_bytes()
    {
        var keys = Enumerable.Range(0, 5000).Select(number => $"{number}").ToArray();
        var cache = new IdleCache<string, string>(TimeSpan.FromHours(2), TimeProvider.System);
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var key in keys)
        {
            cache.GetOrAdd(key, () => "value");
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / keys.Length, 1, 500);
    }

    private sealed class Disposed : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
