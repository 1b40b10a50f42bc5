using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class TurnstileTests
{
    private const int Turns = 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly EagerClock _clock = new(TimeSpan.Zero);
    private readonly RequestBudget _budget;
    private readonly Turnstile _turnstile;

    public TurnstileTests()
    {
        _budget = new RequestBudget(Turns, Minute, _clock);
        _turnstile = new Turnstile(_budget, Turns, Minute, _clock);
    }

    [Fact]
    public void While_there_are_turns_everybody_gets_in() =>
        Assert.All(Enumerable.Range(0, 8), number => Assert.Equal(TimeSpan.Zero, _turnstile.Enter($"{number}", urgent: false)));

    [Fact]
    public void What_those_inside_will_spend_is_not_promised_again()
    {
        var inside = Enumerable.Range(0, 50).Count(number => _turnstile.Enter($"{number}", urgent: false) == TimeSpan.Zero);

        Assert.InRange(2 * inside, Turns / 2, Turns);
    }

    [Fact]
    public void Who_has_to_wait_is_told_a_time_at_which_there_are_turns_for_those_before_him_too()
    {
        Spend(Turns);

        var waits = Enumerable.Range(0, 100).Select(number => _turnstile.Enter($"{number}", urgent: false)).ToList();

        Assert.Equal(waits.Order(), waits);
        Assert.Equal(Minute, waits[0]);
        Assert.InRange(waits[99], 9 * Minute, 12 * Minute);
    }

    [Fact]
    public void Who_comes_too_early_keeps_his_place()
    {
        Spend(Turns);
        _turnstile.Enter("first", urgent: false);
        _turnstile.Enter("second", urgent: false);
        Enumerable.Range(0, 20).ToList().ForEach(number => _turnstile.Enter($"{number}", urgent: false));

        var again = _turnstile.Enter("second", urgent: false);

        Assert.True(again < _turnstile.Enter("19", urgent: false));
    }

    [Fact]
    public void The_urgent_go_before_those_who_came_first()
    {
        Spend(Turns);
        Enumerable.Range(0, 50).ToList().ForEach(number => _turnstile.Enter($"{number}", urgent: false));
        _clock.Advance(Minute - TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), _turnstile.Enter("urgent", urgent: true));
    }

    [Fact]
    public void Who_does_not_come_back_holds_nobody_up()
    {
        Spend(Turns);
        Enumerable.Range(0, 200).ToList().ForEach(number => _turnstile.Enter($"gone {number}", urgent: false));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.Zero, _turnstile.Enter("late", urgent: false));
    }

    private void Spend(int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            _budget.TakeTurn(TimeSpan.Zero);
        }
    }
}
