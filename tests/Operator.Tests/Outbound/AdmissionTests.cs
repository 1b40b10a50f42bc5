using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class AdmissionTests
{
    private static readonly OutboundOptions TwoAMinute = new() { RequestsPerMinute = 2 };
    private readonly EagerClock _clock = new(TimeSpan.Zero);

    [Fact]
    public async Task Calls_beyond_the_share_of_a_token_are_put_off_with_the_hour_to_come_back_at()
    {
        var outside = new FakeConnections(_ => Reply.Json("{}"));
        var calls = outside.Calls(_clock, TwoAMinute);

        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        var third = await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.BusyUntil(_clock.GetUtcNow().AddSeconds(61), OwnBudget: true)), third);
        Assert.Equal(2, outside.Asked.Count);
    }

    [Fact]
    public async Task A_short_queue_is_waited_out()
    {
        var outside = new FakeConnections(_ => Reply.Json("{}"));
        var clock = new EagerClock(TimeSpan.FromSeconds(14));
        var calls = outside.Calls(clock, TwoAMinute);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(50));

        var third = await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received("200 {}"), third);
        Assert.Equal([TimeSpan.FromSeconds(11)], clock.Waits);
    }

    [Fact]
    public async Task Another_token_and_another_host_have_shares_of_their_own()
    {
        var outside = new FakeConnections(_ => Reply.Json("{}"));
        var calls = outside.Calls(_clock, TwoAMinute with { RequestsPerMinute = 1 });

        var answers = new[]
        {
            await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken),
            await calls.TextAsync(Asking.Call() with { Token = AccessToken.From("another") }, TestContext.Current.CancellationToken),
            await calls.TextAsync(Asking.Call("https://other.example/"), TestContext.Current.CancellationToken),
        };

        Assert.All(answers, answer => Assert.Equal(Asking.Received("200 {}"), answer));
    }

    [Fact]
    public async Task Without_a_quota_nothing_is_counted()
    {
        var outside = new FakeConnections(_ => Reply.Json("{}"));
        var calls = outside.Calls(_clock, TwoAMinute);
        for (var call = 0; call < 10; call++)
        {
            await calls.TextAsync(Asking.Call() with { Quota = null }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(10, outside.Asked.Count);
    }
}
