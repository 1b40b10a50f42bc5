using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class TimeoutTests
{
    private readonly EagerClock _clock = new(TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(false, 15)]
    [InlineData(true, 300)]
    public async Task A_silent_server_costs_one_time_out_a_try(bool isArtifact, int seconds)
    {
        var outside = new FakeConnections(SilenceAsync);
        var call = Asking.Call() with { Payload = isArtifact ? Payload.Artifact : Payload.Answer };

        var answer = outside.Calls(_clock).TextAsync(call, TestContext.Current.CancellationToken);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _clock.SomebodyWaitsLongAsync(TestContext.Current.CancellationToken);
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.TimedOut)), await answer);
        Assert.Equal(3, outside.Asked.Count);
    }

    [Fact]
    public async Task A_caller_who_leaves_ends_the_call_without_a_verdict()
    {
        using var leaving = new CancellationTokenSource();
        var outside = new FakeConnections(SilenceAsync);

        var answer = outside.Calls(_clock).TextAsync(Asking.Call() with { Payload = Payload.Artifact }, leaving.Token);
        await _clock.SomebodyWaitsLongAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Single(outside.Asked);
    }

    private static async Task<HttpResponseMessage> SilenceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return Reply.Status(200);
    }
}
