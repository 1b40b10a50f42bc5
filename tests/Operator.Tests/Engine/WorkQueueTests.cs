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

    [Fact]
    public async Task What_nobody_waits_for_lets_everything_else_go_first()
    {
        _queue.Add("listed", Priority.Low);
        _queue.Add("also listed", Priority.Low);
        _queue.Add("edited");

        Assert.Equal(["edited", "listed", "also listed"], await TakeAsync(3));
    }

    [Fact]
    public async Task A_key_that_waits_is_raised_by_an_urgent_wish_behind_those_that_were_urgent_before()
    {
        _queue.Add("first", Priority.Low);
        _queue.Add("second", Priority.Low);
        _queue.Add("urgent");

        _queue.Add("second");

        Assert.Equal(["urgent", "second", "first"], await TakeAsync(3));
        Assert.False(_queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task An_urgent_key_is_not_lowered_by_a_later_wish()
    {
        _queue.Add("edited");
        _queue.Add("listed", Priority.Low);

        _queue.Add("edited", Priority.Low);

        Assert.Equal(["edited", "listed"], await TakeAsync(2));
    }

    [Fact]
    public async Task A_key_comes_back_as_urgent_as_the_most_urgent_wish_during_its_work()
    {
        _queue.Add("a");
        await _queue.TakeAsync(Token);
        _queue.Add("listed", Priority.Low);
        _queue.Add("a", Priority.Low);
        _queue.Add("a");
        _queue.Add("a", Priority.Low);

        _queue.Done("a");

        Assert.Equal(["a", "listed"], await TakeAsync(2));
    }

    [Fact]
    public async Task A_revisit_lets_go_first_what_happened_before_it_was_due()
    {
        _queue.AddAfter("revisited", TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(2));
        _queue.Add("edited");

        Assert.Equal(["edited", "revisited"], await TakeAsync(2));
    }

    [Theory]
    [InlineData(Priority.Normal, new[] { "failing", "listed" })]
    [InlineData(Priority.Low, new[] { "listed", "failing" })]
    internal async Task What_failed_comes_back_as_urgent_as_it_was(Priority priority, string[] order)
    {
        _queue.Add("failing", priority);
        await _queue.TakeAsync(Token);
        _queue.RetryAfter("failing", TimeSpan.FromSeconds(1));
        _queue.Done("failing");
        _queue.Add("listed", Priority.Low);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(order, await TakeAsync(2));
    }

    [Fact]
    public async Task The_queue_says_what_waits_and_what_is_in_work_and_for_how_long()
    {
        _queue.Add("slow");
        await _queue.TakeAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(50));
        _queue.Add("quick");
        await _queue.TakeAsync(Token);
        _queue.Add("slow", Priority.Low);
        _queue.Add("waiting");
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new QueueState(1, 1, Seconds(10), 2, Seconds(60), Seconds(70)), _queue.Look());
    }

    [Fact]
    public async Task A_queue_stands_still_from_the_last_key_that_was_taken_and_not_at_all_while_it_is_empty()
    {
        _time.Advance(TimeSpan.FromHours(1));
        _queue.Add("a");
        _queue.Add("b");
        _time.Advance(Seconds(30));
        await _queue.TakeAsync(Token);
        _time.Advance(Seconds(5));
        var waiting = _queue.Look().StandsStillFor;

        await _queue.TakeAsync(Token);

        Assert.Equal(Seconds(5), waiting);
        Assert.Equal(TimeSpan.Zero, _queue.Look().StandsStillFor);
    }

    /// <summary>Five thousand resources rest in the queue all day: what each takes there must not be felt.</summary>
    [Fact]
    public void A_resting_key_takes_less_than_three_hundred_bytes_even_while_it_fails()
    {
        var keys = Enumerable.Range(0, 5000).Select(number => $"{number}").ToArray();
        using var queue = new WorkQueue<string>(TimeProvider.System);
        var backoff = new Backoff<string>(() => 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var key in keys)
        {
            backoff.Next(key);
            queue.AddAfter(key, TimeSpan.FromHours(1));
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / keys.Length, 1, 300);
    }

    /// <summary>Random histories against the promise: the right key of those that wait, never two workers on one, no wish forgotten.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_history_forgets_a_key_or_gives_out_another_than_is_due(int seed)
    {
        var random = new Random(seed);
        var model = new QueueModel();
        for (var step = 0; step < 5000; step++)
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    var (added, priority) = ($"{random.Next(20)}", (Priority)random.Next(2));
                    _queue.Add(added, priority);
                    model.Add(added, priority);
                    break;
                case 2 when model.CanTake:
                    Assert.Equal(model.Take(), await _queue.TakeAsync(Token));
                    break;
                case 3 when model.InWork.Count > 0:
                    var done = model.InWork[random.Next(model.InWork.Count)];
                    _queue.Done(done);
                    model.Done(done);
                    break;
                default:
                    break;
            }
        }

        foreach (var done in model.InWork.ToArray())
        {
            _queue.Done(done);
            model.Done(done);
        }

        while (model.CanTake)
        {
            Assert.Equal(model.Take(), await _queue.TakeAsync(Token));
        }

        Assert.False(_queue.TakeAsync(Token).IsCompleted);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private async Task<IReadOnlyList<string?>> TakeAsync(int count)
    {
        var taken = new List<string?>();
        while (taken.Count < count)
        {
            taken.Add(await _queue.TakeAsync(Token));
        }

        return taken;
    }
}
