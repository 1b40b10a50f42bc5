using Xunit;

namespace Operator.Tests.Engine;

/// <summary>Which key is given out, to whom, and how often.</summary>
public sealed class WorkQueueTests : QueueTest
{
    [Fact]
    public async Task Keys_come_in_the_order_they_were_added()
    {
        Queue.Add("a");
        Queue.Add("b");

        Assert.Equal("a", await Queue.TakeAsync(Token));
        Assert.Equal("b", await Queue.TakeAsync(Token));
    }

    [Fact]
    public async Task A_key_added_many_times_is_taken_once()
    {
        Queue.Add("a");
        Queue.Add("a");
        Queue.Add("b");

        Assert.Equal("a", await Queue.TakeAsync(Token));
        Assert.Equal("b", await Queue.TakeAsync(Token));
        Assert.False(Queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_key_that_is_worked_on_is_given_to_nobody_else()
    {
        Queue.Add("a");
        await Queue.TakeAsync(Token);
        Queue.Add("a");

        Assert.False(Queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task A_key_added_while_it_is_worked_on_comes_back_once_when_that_is_done()
    {
        Queue.Add("a");
        await Queue.TakeAsync(Token);
        Queue.Add("a");
        Queue.Add("a");

        Queue.Done("a");

        Assert.Equal("a", await Queue.TakeAsync(Token));
        Queue.Done("a");
        Assert.False(Queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task Nothing_more_is_given_out_once_the_work_stops()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = Queue.TakeAsync(stopping.Token);

        await stopping.CancelAsync();
        Queue.Add("a");

        Assert.Null(await waiting);
        Assert.Null(await Queue.TakeAsync(stopping.Token));
    }
}
