using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class PriorityTests : QueueTest
{
    [Fact]
    public async Task What_nobody_waits_for_lets_everything_else_go_first()
    {
        Queue.Add("listed", Priority.Low);
        Queue.Add("also listed", Priority.Low);
        Queue.Add("edited");

        Assert.Equal(["edited", "listed", "also listed"], await TakeAsync(3));
    }

    [Fact]
    public async Task A_key_that_waits_is_raised_by_an_urgent_wish_behind_those_that_were_urgent_before()
    {
        Queue.Add("first", Priority.Low);
        Queue.Add("second", Priority.Low);
        Queue.Add("urgent");

        Queue.Add("second");

        Assert.Equal(["urgent", "second", "first"], await TakeAsync(3));
        Assert.False(Queue.TakeAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task An_urgent_key_is_not_lowered_by_a_later_wish()
    {
        Queue.Add("edited");
        Queue.Add("listed", Priority.Low);

        Queue.Add("edited", Priority.Low);

        Assert.Equal(["edited", "listed"], await TakeAsync(2));
    }

    [Fact]
    public async Task A_key_comes_back_as_urgent_as_the_most_urgent_wish_during_its_work()
    {
        Queue.Add("a");
        await Queue.TakeAsync(Token);
        Queue.Add("listed", Priority.Low);
        Queue.Add("a", Priority.Low);
        Queue.Add("a");
        Queue.Add("a", Priority.Low);

        Queue.Done("a");

        Assert.Equal(["a", "listed"], await TakeAsync(2));
    }

    [Fact]
    public async Task A_revisit_lets_go_first_what_happened_before_it_was_due()
    {
        Queue.AddAfter("revisited", TimeSpan.FromMinutes(1));
        Time.Advance(TimeSpan.FromMinutes(2));
        Queue.Add("edited");

        Assert.Equal(["edited", "revisited"], await TakeAsync(2));
    }

    [Theory]
    [InlineData(Priority.Normal, new[] { "failing", "listed" })]
    [InlineData(Priority.Low, new[] { "listed", "failing" })]
    internal async Task What_failed_comes_back_as_urgent_as_it_was(Priority priority, string[] order)
    {
        Queue.Add("failing", priority);
        await Queue.TakeAsync(Token);
        Queue.RetryAfter("failing", TimeSpan.FromSeconds(1));
        Queue.Done("failing");
        Queue.Add("listed", Priority.Low);

        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(order, await TakeAsync(2));
    }
}
