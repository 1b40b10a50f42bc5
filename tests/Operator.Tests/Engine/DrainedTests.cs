using Microsoft.Extensions.Time.Testing;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>When the queue says that there is nothing left to do.</summary>
public sealed class DrainedTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly QueueNews _news = new();
    private readonly WorkQueue<string> _queue;

    public DrainedTests() => _queue = new WorkQueue<string>(_time, _news);

    private int TimesDrained => _news.All.Count(news => news == "drained");

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task It_is_drained_when_the_last_of_its_workers_is_done()
    {
        await TakeAsync("a");
        await TakeAsync("b");

        _queue.Done("a");
        Assert.Equal(0, TimesDrained);
        _queue.Done("b");

        Assert.Equal("drained", _news.All[^1]);
    }

    [Fact]
    public async Task It_is_not_while_a_key_waits()
    {
        await TakeAsync("a");
        _queue.Add("b");

        _queue.Done("a");

        Assert.Equal(0, TimesDrained);
    }

    [Fact]
    public async Task It_is_not_when_the_key_that_is_done_has_to_come_back_at_once()
    {
        await TakeAsync("a");
        _queue.Add("a");

        _queue.Done("a");
        Assert.Equal(0, TimesDrained);
        await TakeAsync("a");
        _queue.Done("a");

        Assert.Equal(1, TimesDrained);
    }

    [Fact]
    public async Task Keys_that_rest_until_later_do_not_count()
    {
        await TakeAsync("a");
        _queue.AddAfter("b", TimeSpan.FromHours(1));
        _queue.RetryAfter("a", TimeSpan.FromSeconds(1));

        _queue.Done("a");

        Assert.Equal(1, TimesDrained);
    }

    [Fact]
    public async Task It_is_drained_again_after_the_keys_that_came_later()
    {
        await TakeAsync("a");
        _queue.Done("a");
        _queue.AddAfter("b", TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromHours(2));

        await TakeAsync("b");
        Assert.Equal(1, TimesDrained);
        _queue.Done("b");

        Assert.Equal(2, TimesDrained);
    }

    private async Task TakeAsync(string key)
    {
        _queue.Add(key);
        Assert.Equal(key, await _queue.TakeAsync(TestContext.Current.CancellationToken));
    }
}
