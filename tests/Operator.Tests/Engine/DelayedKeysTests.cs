using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class DelayedKeysTests : QueueTest
{
    [Fact]
    public async Task A_delayed_key_comes_when_it_is_due_and_not_before()
    {
        Queue.AddAfter("a", TimeSpan.FromMinutes(5));
        var taken = Queue.TakeAsync(Token);

        Time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(taken.IsCompleted);
        Time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Equal("a", await taken);
    }

    [Fact]
    public async Task Delayed_keys_come_in_the_order_of_their_times()
    {
        Queue.AddAfter("late", TimeSpan.FromMinutes(3));
        Queue.AddAfter("early", TimeSpan.FromMinutes(1));
        Time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal("early", await Queue.TakeAsync(Token));
        Assert.Equal("late", await Queue.TakeAsync(Token));
    }

    [Theory]
    [InlineData(5, 50)]
    [InlineData(50, 5)]
    public async Task A_new_delay_replaces_the_one_before(int first, int second)
    {
        Queue.AddAfter("a", TimeSpan.FromMinutes(first));
        Queue.AddAfter("a", TimeSpan.FromMinutes(second));
        var taken = Queue.TakeAsync(Token);

        Time.Advance(TimeSpan.FromMinutes(second) - TimeSpan.FromSeconds(1));
        Assert.False(taken.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("a", await taken);
    }

    [Fact]
    public async Task Work_that_begins_drops_the_delay_that_was_set_before()
    {
        Queue.AddAfter("a", TimeSpan.FromMinutes(5));
        Queue.Add("a");
        await Queue.TakeAsync(Token);
        Queue.Done("a");

        Time.Advance(TimeSpan.FromHours(1));

        Assert.False(Queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_delay_longer_than_a_timer_can_wait_is_kept()
    {
        Queue.AddAfter("a", TimeSpan.FromDays(90));
        var taken = Queue.TakeAsync(Token);

        Time.Advance(TimeSpan.FromDays(89));
        Assert.False(taken.IsCompleted);
        Time.Advance(TimeSpan.FromDays(2));

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
}
