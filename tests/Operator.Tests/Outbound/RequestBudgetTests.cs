using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class RequestBudgetTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly EagerClock _clock = new(TimeSpan.Zero);

    [Fact]
    public void Turns_are_free_until_the_share_of_the_window_is_spent()
    {
        var budget = new RequestBudget(3, Minute, _clock);

        var waits = Enumerable.Range(0, 4).Select(_ => budget.TakeTurn(Minute).Wait);

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, Minute], waits);
    }

    [Fact]
    public void No_window_ever_holds_more_than_its_share_and_nobody_is_passed_over()
    {
        var budget = new RequestBudget(60, Minute, _clock);
        var start = _clock.GetUtcNow();
        var turns = new List<TimeSpan>();
        var seed = new Random(7);
        for (var call = 0; call < 1000; call++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(seed.Next(0, 900)));
            turns.Add(_clock.GetUtcNow() - start + budget.TakeTurn(TimeSpan.MaxValue).Wait);
        }

        Assert.All(turns, turn => Assert.True(turns.Count(other => other >= turn && other < turn + Minute) <= 60));
        Assert.Equal(turns.Order(), turns);
    }

    [Fact]
    public void A_wait_that_is_too_long_takes_no_turn()
    {
        var budget = new RequestBudget(1, Minute, _clock);
        budget.TakeTurn(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal((false, TimeSpan.FromSeconds(40)), budget.TakeTurn(TimeSpan.FromSeconds(30)));
        Assert.Equal((true, TimeSpan.FromSeconds(40)), budget.TakeTurn(TimeSpan.FromSeconds(50)));
    }
}
