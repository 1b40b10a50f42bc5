using Microsoft.Extensions.Time.Testing;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Watchdog _watchdog;

    public WatchdogTests() => _watchdog = new Watchdog(10 * Minute, 3 * Minute, _time, _stop.Token);

    public void Dispose()
    {
        _watchdog.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public void It_barks_after_the_longest_silence()
    {
        _time.Advance(3 * Minute);

        Assert.True(_watchdog.Token.IsCancellationRequested && _watchdog.HasBarked);
    }

    [Fact]
    public void Every_word_begins_the_silence_anew()
    {
        _time.Advance(2 * Minute);
        _watchdog.Heard();
        _time.Advance(2 * Minute);

        Assert.False(_watchdog.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_watch_that_talks_on_past_its_end_is_ended_too()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            _watchdog.Heard();
            _time.Advance(Minute);
        }

        Assert.True(_watchdog.HasBarked);
    }

    [Fact]
    public void The_callers_own_stop_is_no_bark()
    {
        _stop.Cancel();

        Assert.True(_watchdog.Token.IsCancellationRequested);
        Assert.False(_watchdog.HasBarked);
    }
}
