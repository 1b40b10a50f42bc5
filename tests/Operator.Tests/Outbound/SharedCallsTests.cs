using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class SharedCallsTests
{
    private readonly EagerClock _clock = new(TimeSpan.Zero);
    private readonly TaskCompletionSource<Func<HttpResponseMessage>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CancellationToken> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FakeConnections _outside;

    public SharedCallsTests() => _outside = new FakeConnections(async (_, cancellationToken) =>
    {
        _sent.TrySetResult(cancellationToken);
        var answer = await _answer.Task.WaitAsync(cancellationToken);
        return answer();
    });

    [Fact]
    public async Task The_same_question_at_the_same_time_goes_out_once()
    {
        var calls = _outside.Calls(_clock);

        var all = Enumerable.Range(0, 50).Select(_ => calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken)).ToArray();
        _answer.SetResult(() => Reply.Json("{}"));

        Assert.All(await Task.WhenAll(all), answer => Assert.Equal(Asking.Received("200 {}"), answer));
        Assert.Single(_outside.Asked);
    }

    [Fact]
    public async Task Other_tokens_ask_for_themselves()
    {
        var calls = _outside.Calls(_clock);

        var mine = calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        var another = calls.TextAsync(Asking.Call() with { Token = AccessToken.From("another") }, TestContext.Current.CancellationToken);
        _answer.SetResult(() => Reply.Json("{}"));
        await Task.WhenAll(mine, another);

        Assert.Equal(2, _outside.Asked.Count);
    }

    [Fact]
    public async Task A_question_asked_later_goes_out_again()
    {
        var outside = new FakeConnections(_ => Reply.Json("{}"));
        var calls = outside.Calls(_clock);

        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        await calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(2, outside.Asked.Count);
    }

    [Fact]
    public async Task One_who_leaves_does_not_take_the_answer_from_the_others()
    {
        using var leaving = new CancellationTokenSource();
        var calls = _outside.Calls(_clock);
        var first = calls.TextAsync(Asking.Call(), leaving.Token);
        var second = calls.TextAsync(Asking.Call(), TestContext.Current.CancellationToken);
        await _sent.Task.WaitAsync(TestContext.Current.CancellationToken);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _answer.SetResult(() => Reply.Json("{}"));

        Assert.Equal(Asking.Received("200 {}"), await second);
    }

    [Fact]
    public async Task When_all_have_left_the_call_ends()
    {
        using var leaving = new CancellationTokenSource();
        var only = _outside.Calls(_clock).TextAsync(Asking.Call(), leaving.Token);
        var sent = await _sent.Task.WaitAsync(TestContext.Current.CancellationToken);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);

        Assert.True(sent.IsCancellationRequested);
    }

    [Fact]
    public async Task Artifacts_are_read_by_each_for_itself()
    {
        var calls = _outside.Calls(_clock);
        var call = Asking.Call() with { Payload = Payload.Artifact };

        var both = new[] { calls.TextAsync(call, TestContext.Current.CancellationToken), calls.TextAsync(call, TestContext.Current.CancellationToken) };
        _answer.SetException(new UntrustedServerException(TlsCause.UntrustedRoot));
        await Task.WhenAll(both);

        Assert.Equal(2, _outside.Asked.Count);
    }
}
