using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class CooldownTests
{
    private readonly EagerClock _clock = new(TimeSpan.Zero);

    [Theory]
    [InlineData(null, 300)]
    [InlineData(42, 42)]
    [InlineData(0, 1)]
    [InlineData(1_000_000, 3600)]
    public async Task A_429_asks_for_silence_as_long_as_it_says_or_five_minutes(int? retryAfterSeconds, int silenceSeconds)
    {
        var outside = new FakeConnections(_ => Reply.TooMany(retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.BusyUntil(_clock.GetUtcNow().AddSeconds(silenceSeconds))), answer);
    }

    [Fact]
    public async Task Nothing_of_the_account_is_sent_during_the_silence_and_a_429_is_not_retried()
    {
        var outside = new FakeConnections(_ => Reply.TooMany());
        var calls = outside.Calls(_clock);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMinutes(4));

        var during = await calls.TextAsync(Asking.Call("https://dbt.example/api/v2/accounts/1/runs/"), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.BusyUntil(_clock.GetUtcNow().AddMinutes(1))), during);
        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task The_silence_binds_every_token_of_the_account_but_no_other_account()
    {
        var outside = new FakeConnections(request => request.RequestUri!.AbsolutePath.Contains("/1/", StringComparison.Ordinal) ? Reply.TooMany() : Reply.Json("{}"));
        var calls = outside.Calls(_clock);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        var otherToken = await calls.TextAsync(Asking.Call() with { Token = AccessToken.From("another") }, TestContext.Current.CancellationToken);
        var otherAccount = await calls.TextAsync(Asking.Call("https://dbt.example/api/v2/accounts/2/jobs/", "2"), TestContext.Current.CancellationToken);

        Assert.IsType<OutboundFailure.BusyUntil>(otherToken.Failure);
        Assert.Equal(Asking.Received("200 {}"), otherAccount);
    }

    [Fact]
    public async Task After_the_silence_calls_go_out_again()
    {
        var answers = new Queue<HttpResponseMessage>([Reply.TooMany(), Reply.Json("{}")]);
        var calls = new FakeConnections(_ => answers.Dequeue()).Calls(_clock);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Asking.Received("200 {}"), await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(-60, 240)]
    [InlineData(-299, 1)]
    [InlineData(-300, null)]
    public async Task The_silence_that_somebody_else_was_asked_for_is_kept_as_well(int sinceSeconds, int? silenceSeconds)
    {
        var calls = new FakeConnections(_ => Reply.Json("{}")).Calls(_clock);
        calls.KeepSilence(Asking.Call() with { Token = null }, _clock.GetUtcNow().AddSeconds(sinceSeconds));

        var answer = await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(silenceSeconds is { } left ? Asking.Failed(new OutboundFailure.BusyUntil(_clock.GetUtcNow().AddSeconds(left))) : Asking.Received("200 {}"), answer);
    }

    [Fact]
    public async Task And_never_shortens_one_that_is_longer()
    {
        var calls = new FakeConnections(_ => Reply.TooMany(TimeSpan.FromMinutes(20))).Calls(_clock);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        calls.KeepSilence(Asking.Call(), _clock.GetUtcNow());

        var answer = await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        Assert.Equal(Asking.Failed(new OutboundFailure.BusyUntil(_clock.GetUtcNow().AddMinutes(20))), answer);
    }

    [Fact]
    public async Task A_silence_that_begins_while_a_call_waits_for_its_turn_stops_that_call()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outside = new FakeConnections((_, _) => answer.Task);
        var calls = outside.Calls(_clock, new OutboundOptions { RequestsPerMinute = 1, LongestQueue = TimeSpan.FromMinutes(2) });
        var first = calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        await _clock.SomebodyWaitsLongAsync(TestContext.Current.CancellationToken);
        var waiting = calls.TextAsync(Asking.Call("https://dbt.example/other"), TestContext.Current.CancellationToken);
        await _clock.SomebodyWaitsLongAsync(TestContext.Current.CancellationToken);

        answer.SetResult(Reply.TooMany());
        await first;
        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(Asking.Failed(new OutboundFailure.BusyUntil(_clock.GetUtcNow().AddSeconds(300 - 61))), await waiting);
        Assert.Single(outside.Asked);
    }
}
