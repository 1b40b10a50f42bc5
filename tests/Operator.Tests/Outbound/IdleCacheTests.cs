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

    private sealed class Disposed : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
