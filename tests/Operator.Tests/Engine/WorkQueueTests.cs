using Microsoft.Extensions.Time.Testing;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Keys_come_in_the_order_they_were_added()
    {
        _queue.Add("a");
        _queue.Add("b");

        Assert.Equal("a", await _queue.TakeAsync(Token));
        Assert.Equal("b", await _queue.TakeAsync(Token));
    }

    [Fact]
    public async Task A_key_added_many_times_is_taken_once()
    {
        _queue.Add("a");
        _queue.Add("a");
        _queue.Add("b");

        Assert.Equal("a", await _queue.TakeAsync(Token));
        Assert.Equal("b", await _queue.TakeAsync(Token));
        Assert.False(_queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_key_that_is_worked_on_is_given_to_nobody_else()
    {
        _queue.Add("a");
        await _queue.TakeAsync(Token);
        _queue.Add("a");

        Assert.False(_queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_key_added_while_it_is_worked_on_comes_back_once_when_that_is_done()
    {
        _queue.Add("a");
        await _queue.TakeAsync(Token);
        _queue.Add("a");
        _queue.Add("a");

        _queue.Done("a");

        Assert.Equal("a", await _queue.TakeAsync(Token));
        _queue.Done("a");
        Assert.False(_queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_delayed_key_comes_when_it_is_due_and_not_before()
    {
        _queue.AddAfter("a", TimeSpan.FromMinutes(5));
        var taken = _queue.TakeAsync(Token);

        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(taken.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Equal("a", await taken);
    }

    [Fact]
    public async Task Delayed_keys_come_in_the_order_of_their_times()
    {
        _queue.AddAfter("late", TimeSpan.FromMinutes(3));
        _queue.AddAfter("early", TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal("early", await _queue.TakeAsync(Token));
        Assert.Equal("late", await _queue.TakeAsync(Token));
    }

    [Theory]
    [InlineData(5, 50)]
    [InlineData(50, 5)]
    public async Task A_new_delay_replaces_the_one_before(int first, int second)
    {
        _queue.AddAfter("a", TimeSpan.FromMinutes(first));
        _queue.AddAfter("a", TimeSpan.FromMinutes(second));
        var taken = _queue.TakeAsync(Token);

        _time.Advance(TimeSpan.FromMinutes(second) - TimeSpan.FromSeconds(1));
        Assert.False(taken.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("a", await taken);
    }

    [Fact]
    public async Task Work_that_begins_drops_the_delay_that_was_set_before()
    {
        _queue.AddAfter("a", TimeSpan.FromMinutes(5));
        _queue.Add("a");
        await _queue.TakeAsync(Token);
        _queue.Done("a");

        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(_queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_delay_longer_than_a_timer_can_wait_is_kept()
    {
        _queue.AddAfter("a", TimeSpan.FromDays(90));
        var taken = _queue.TakeAsync(Token);

        _time.Advance(TimeSpan.FromDays(89));
        Assert.False(taken.IsCompleted);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("a", await taken);
    }

    [Fact]
    public void Any_number_of_delayed_keys_costs_one_timer()
    {
        var time = new TimerTime();
        using var queue = new WorkQueue<string>(time);

        for (var key = 0; key < 1000; key++)
        {
            queue.AddAfter($"{key}", TimeSpan.FromSeconds(key + 1));
        }

        Assert.Equal(1, time.Timers);
    }

    [Fact]
    public async Task Nothing_more_is_given_out_once_the_work_stops()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = _queue.TakeAsync(stopping.Token);

        await stopping.CancelAsync();
        _queue.Add("a");

        Assert.Null(await waiting);
        Assert.Null(await _queue.TakeAsync(stopping.Token));
    }

    /// <summary>Random histories against the promise: never two workers on a key, and no wish is forgotten.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_history_forgets_a_key_or_gives_it_out_twice(int seed)
    {
        var random = new Random(seed);
        var wanted = new HashSet<string>();
        var inWork = new List<string>();
        for (var step = 0; step < 5000; step++)
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    var added = $"{random.Next(20)}";
                    _queue.Add(added);
                    wanted.Add(added);
                    break;
                case 2 when wanted.Except(inWork).Any():
                    var taken = await _queue.TakeAsync(Token);
                    Assert.DoesNotContain(taken, inWork);
                    Assert.True(wanted.Remove(taken!));
                    inWork.Add(taken!);
                    break;
                case 3 when inWork.Count > 0:
                    var done = inWork[random.Next(inWork.Count)];
                    inWork.Remove(done);
                    _queue.Done(done);
                    break;
                default:
                    break;
            }
        }

        inWork.ForEach(_queue.Done);
        while (wanted.Count > 0)
        {
            Assert.True(wanted.Remove((await _queue.TakeAsync(Token))!));
        }

        Assert.False(_queue.TakeAsync(Token).IsCompleted);
    }
}
