using System.Net.Sockets;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class RetryTests
{
    private readonly EagerClock _clock = new(TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_passing_trouble_of_the_server_is_tried_again(int status)
    {
        var answers = new Queue<HttpResponseMessage>([Reply.Status(status), Reply.Status(status), Reply.Json("{}")]);
        var outside = new FakeConnections(_ => answers.Dequeue());

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received("200 {}"), answer);
        Assert.Equal(3, outside.Asked.Count);
    }

    [Fact]
    public async Task After_three_tries_the_last_failure_is_the_answer()
    {
        var outside = new FakeConnections(_ => Reply.Status(503));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.ServerError, 503)), answer);
        Assert.Equal(3, outside.Asked.Count);
        Assert.Equal(2, _clock.Waits.Count);
        Assert.All(_clock.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_verdict_is_not_tried_again(int status)
    {
        var outside = new FakeConnections(_ => Reply.Status(status));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received($"{status} "), answer);
        Assert.Single(outside.Asked);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "ConnectionRefused")]
    [InlineData(SocketError.HostNotFound, "Dns")]
    [InlineData(SocketError.ConnectionReset, "Network")]
    public async Task Trouble_on_the_way_is_tried_again_and_then_named(SocketError error, string kind)
    {
        var outside = new FakeConnections(_ => throw new HttpRequestException("dbtc_canary", new SocketException((int)error)));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(kind, Assert.IsType<OutboundFailure.Unreachable>(answer.Failure).Kind.ToString());
        Assert.Equal(3, outside.Asked.Count);
        Assert.DoesNotContain("dbtc_canary", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untrusted_server_is_not_tried_again()
    {
        var outside = new FakeConnections(_ => throw new HttpRequestException("", new UntrustedServerException(TlsCause.Expired)));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.Tls(TlsCause.Expired)), answer);
        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task Chance_decides_how_far_apart_the_tries_are()
    {
        async Task<IReadOnlyList<TimeSpan>> WaitsAsync(double chance)
        {
            var clock = new EagerClock(TimeSpan.FromSeconds(10));
            var calls = OutboundCalls.Over(new OutboundOptions(), new FakeConnections(_ => Reply.Status(503)), clock, () => chance);
            await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
            return clock.Waits;
        }

        Assert.NotEqual(await WaitsAsync(0.1), await WaitsAsync(0.9));
    }

    [Fact]
    public async Task A_silence_that_begins_between_two_tries_ends_them()
    {
        var answers = new Queue<HttpResponseMessage>([Reply.Status(503), Reply.TooMany()]);
        var outside = new FakeConnections(_ => answers.Dequeue());
        var clock = new EagerClock(TimeSpan.Zero);
        var calls = outside.Calls(clock);
        var trying = calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        var wait = TimeSpan.Zero;
        while (outside.Asked.Count == 0 || wait >= TimeSpan.FromSeconds(10))
        {
            wait = await clock.SomebodyWaitsLongAsync(TestContext.Current.CancellationToken);
        }

        await calls.TextAsync(Asking.Call("https://dbt.example/other"), TestContext.Current.CancellationToken);
        clock.Advance(wait);

        Assert.IsType<OutboundFailure.BusyUntil>((await trying).Failure);
        Assert.Equal(2, outside.Asked.Count);
    }

    [Fact]
    public async Task Every_try_spends_a_turn()
    {
        var outside = new FakeConnections(_ => Reply.Status(500));
        var calls = outside.Calls(_clock, new OutboundOptions { RequestsPerMinute = 2 });

        var answer = await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.IsType<OutboundFailure.BusyUntil>(answer.Failure);
        Assert.Equal(2, outside.Asked.Count);
    }

    [Fact]
    public async Task A_host_that_keeps_failing_is_left_alone_for_a_while()
    {
        var isDown = true;
        var outside = new FakeConnections(_ => isDown ? Reply.Status(500) : Reply.Json("{}"));
        var calls = outside.Calls(_clock);
        for (var call = 0; call < 5; call++)
        {
            await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        }

        var meanwhile = await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        var elsewhere = await calls.TextAsync(Asking.Call("https://other.example/"), TestContext.Current.CancellationToken);
        isDown = false;
        _clock.Advance(TimeSpan.FromSeconds(31));
        var later = await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.CircuitOpen)), meanwhile);
        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.ServerError, 500)), elsewhere);
        Assert.Equal(Asking.Received("200 {}"), later);
    }

    [Theory]
    [InlineData("https://om.example/good/api/v1/tables", "/good/api", "dbtc_canary")]
    [InlineData("https://om.example/bad/api/v1/tables", "/bad/api", "another")]
    [InlineData("http://om.example/bad/api/v1/tables", "/bad/api", "dbtc_canary")]
    public async Task And_nobody_who_comes_with_another_token_to_another_server_or_by_another_scheme(string url, string service, string token)
    {
        var isDown = true;
        var outside = new FakeConnections(_ => isDown ? Reply.Status(500) : Reply.Json("{}"));
        var calls = outside.Calls(_clock, new OutboundOptions { AllowInsecureEndpoints = true });
        for (var call = 0; call < 5; call++)
        {
            await calls.TextAsync(Bot("https://om.example/bad/api/v1/tables", "/bad/api", "dbtc_canary"), TestContext.Current.CancellationToken);
        }

        isDown = false;
        var same = await calls.TextAsync(Bot("https://om.example/bad/api/v1/tables", "/bad/api", "dbtc_canary"), TestContext.Current.CancellationToken);
        var other = await calls.TextAsync(Bot(url, service, token), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.CircuitOpen)), same);
        Assert.Equal(Asking.Received("200 {}"), other);
    }

    private static OutboundCall Bot(string url, string service, string token) => new(new Uri(url)) { Token = AccessToken.From(token), Service = service };
}
