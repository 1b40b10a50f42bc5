using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class QueueStateTests : QueueTest
{
    [Fact]
    public async Task The_queue_says_what_waits_and_what_is_in_work_and_for_how_long()
    {
        Queue.Add("slow");
        await Queue.TakeAsync(Token);
        Time.Advance(TimeSpan.FromSeconds(50));
        Queue.Add("quick");
        await Queue.TakeAsync(Token);
        Queue.Add("slow", Priority.Low);
        Queue.Add("waiting");
        Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new QueueState(1, 1, Seconds(10), 2, Seconds(60), Seconds(70)), Queue.Look());
    }

    [Fact]
    public async Task A_queue_stands_still_from_the_last_key_that_was_taken_and_not_at_all_while_it_is_empty()
    {
        Time.Advance(TimeSpan.FromHours(1));
        Queue.Add("a");
        Queue.Add("b");
        Time.Advance(Seconds(30));
        await Queue.TakeAsync(Token);
        Time.Advance(Seconds(5));
        var waiting = Queue.Look().StandsStillFor;

        await Queue.TakeAsync(Token);

        Assert.Equal(Seconds(5), waiting);
        Assert.Equal(TimeSpan.Zero, Queue.Look().StandsStillFor);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
