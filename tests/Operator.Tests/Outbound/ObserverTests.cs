using System.Net.Sockets;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>What whoever measures is told of calls.</summary>
public sealed class ObserverTests
{
    private readonly EagerClock _clock = new(TimeSpan.FromSeconds(10));
    private readonly Tally _tally = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_try_is_told_with_its_status()
    {
        var answers = new Queue<HttpResponseMessage>([Reply.Status(503), Reply.Json("{}")]);

        await Over(_ => answers.Dequeue()).TextAsync(Asking.Call(), Token);

        Assert.Equal(["dbt.example 503", "dbt.example 200"], _tally.Lines);
    }

    [Fact]
    public async Task A_call_that_nobody_answered_is_told_as_such()
    {
        await Over(_ => throw new HttpRequestException("", new SocketException((int)SocketError.ConnectionRefused))).TextAsync(Asking.Call(), Token);

        Assert.Equal(Enumerable.Repeat("dbt.example no answer", 3), _tally.Lines);
    }

    [Fact]
    public async Task A_call_into_the_silence_after_a_429_is_told_as_held_back()
    {
        var calls = Over(_ => Reply.TooMany(TimeSpan.FromMinutes(5)));
        await calls.TextAsync(Asking.Call(), Token);

        await calls.TextAsync(Asking.Call(), Token);

        Assert.Equal(["dbt.example 429", "dbt.example held back for their silence"], _tally.Lines);
    }

    [Fact]
    public async Task A_call_past_our_own_share_is_told_as_held_back_for_that()
    {
        var calls = Over(_ => Reply.Json("{}"), new OutboundOptions { RequestsPerMinute = 1 });
        await calls.TextAsync(Asking.Call(), Token);

        await calls.TextAsync(Asking.Call("https://dbt.example/api/v2/accounts/1/"), Token);

        Assert.Equal(["dbt.example 200", "dbt.example held back for our budget"], _tally.Lines);
    }

    [Fact]
    public async Task A_place_that_may_not_be_called_is_not_told()
    {
        await Over(_ => Reply.Json("{}")).TextAsync(Asking.Call("http://dbt.example/"), Token);

        Assert.Empty(_tally.Lines);
    }

    private OutboundCalls Over(Func<HttpRequestMessage, HttpResponseMessage> answer, OutboundOptions? options = null) =>
        OutboundCalls.Over(options ?? new OutboundOptions(), new FakeConnections(answer), _clock, () => 0.5, _tally);
}
