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
    public async Task The_silence_binds_the_token_that_was_asked_for_it_and_neither_another_nor_another_account()
    {
        var outside = new FakeConnections(request => request.Headers.Authorization!.Parameter == "dbtc_canary" && request.RequestUri!.AbsolutePath.Contains("/1/", StringComparison.Ordinal)
            ? Reply.TooMany()
            : Reply.Json("{}"));
        var calls = outside.Calls(_clock);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        var otherToken = await calls.TextAsync(Asking.Call() with { Token = AccessToken.From("another") }, TestContext.Current.CancellationToken);
        var otherAccount = await calls.TextAsync(Asking.Call("https://dbt.example/api/v2/accounts/2/jobs/", "2"), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received("200 {}"), otherToken);
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
    [InlineData("https://openmetadata.example/one/api/v1/tables", "/one/api", "another", "https")]
    [InlineData("https://openmetadata.example/two/api/v1/tables", "/two/api", "dbtc_canary", "https")]
    [InlineData("http://openmetadata.example/one/api/v1/tables", "/one/api", "dbtc_canary", "http")]
    public async Task Nor_another_bot_nor_another_server_behind_the_same_host(string url, string service, string token, string scheme)
    {
        var outside = new FakeConnections(_ => Reply.TooMany());
        var calls = outside.Calls(_clock, new OutboundOptions { AllowInsecureEndpoints = true });
        await calls.TextAsync(Bot("https://openmetadata.example/one/api/v1/tables", "/one/api", "dbtc_canary"), TestContext.Current.CancellationToken);

        await calls.TextAsync(Bot(url, service, token), TestContext.Current.CancellationToken);

        Assert.Equal(["https", scheme], outside.Asked.Select(asked => asked.Url.Scheme));
    }

    [Theory]
    [InlineData(240, 240)]
    [InlineData(1_000_000, 300)]
    public async Task Without_a_token_nobody_is_silenced_for_more_than_five_minutes_since_others_ask_the_same(int retryAfterSeconds, int silenceSeconds)
    {
        var outside = new FakeConnections(_ => Reply.TooMany(TimeSpan.FromSeconds(retryAfterSeconds)));

        var answer = await outside.Calls(_clock).TextAsync(new OutboundCall(new Uri("https://openmetadata.example/api/v1/system/version")), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.BusyUntil(_clock.GetUtcNow().AddSeconds(silenceSeconds))), answer);
    }

    /// <summary>Where files lie, many accounts share a host, and any of them can send the operator there.</summary>
    [Fact]
    public async Task A_host_that_a_call_was_led_to_silences_those_who_come_with_the_same_token()
    {
        var outside = new FakeConnections(request => request.RequestUri!.Host == "dbt.example" ? Reply.Redirect("https://storage.example/file") : Reply.TooMany());
        var calls = outside.Calls(_clock);
        await calls.TextAsync(File("dbtc_canary"), TestContext.Current.CancellationToken);

        await calls.TextAsync(File("dbtc_canary"), TestContext.Current.CancellationToken);
        Assert.Equal(1, outside.Asked.Count(asked => asked.Url.Host == "storage.example"));
        await calls.TextAsync(File("another"), TestContext.Current.CancellationToken);

        Assert.Equal(2, outside.Asked.Count(asked => asked.Url.Host == "storage.example"));
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

    private static OutboundCall Bot(string url, string service, string token) => new(new Uri(url))
    {
        Token = AccessToken.From(token),
        Service = service,
        Destination = Destination.NearOrFar,
    };

    private static OutboundCall File(string token) => Asking.Call("https://dbt.example/file") with
    {
        Token = AccessToken.From(token),
        Payload = Payload.Artifact,
        OtherHosts = OtherHosts.FollowWithoutToken,
    };
}
