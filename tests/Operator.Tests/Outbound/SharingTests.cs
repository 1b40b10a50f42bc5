using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>How long a piece of work that several want lives, and for whom.</summary>
public sealed class SharingTests
{
    private readonly Sharing<string> _sharing = new();
    private readonly List<TaskCompletionSource<string>> _begun = [];
    private readonly List<CancellationToken> _ends = [];
    private readonly HashSet<Task> _boarded = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_want_the_same_at_the_same_time_get_one_answer_of_one_piece_of_work()
    {
        using var first = await BoardAsync("job");
        using var second = await BoardAsync("job");

        Assert.Single(_begun).SetResult("done");

        Assert.Equal(("done", "done"), (await first.Answer, await second.Answer));
    }

    [Fact]
    public async Task Whoever_wants_something_else_gets_work_of_its_own()
    {
        using var first = await BoardAsync("job");
        using var second = await BoardAsync("another");

        Assert.Equal(2, _begun.Count);
    }

    [Fact]
    public async Task What_it_brought_is_there_for_those_who_come_before_the_last_has_left()
    {
        var first = await BoardAsync("job");
        _begun[0].SetResult("done");
        using var second = await BoardAsync("job");
        first.Dispose();
        using var third = await BoardAsync("job");

        Assert.Equal("done", await third.Answer);
        Assert.Single(_begun);
    }

    [Fact]
    public async Task Once_the_last_has_left_it_begins_anew()
    {
        (await BoardAsync("job")).Dispose();

        using var later = await BoardAsync("job");
        _begun[1].SetResult("new");

        Assert.Equal("new", await later.Answer);
    }

    [Fact]
    public async Task It_goes_on_while_anybody_waits_for_it_and_is_cancelled_when_the_last_leaves()
    {
        var first = await BoardAsync("job");
        var second = await BoardAsync("job");

        first.Dispose();
        Assert.False(_ends[0].IsCancellationRequested);
        second.Dispose();

        Assert.True(_ends[0].IsCancellationRequested);
    }

    [Fact]
    public async Task Whoever_leaves_twice_takes_nobody_elses_share_along()
    {
        var first = await BoardAsync("job");
        using var second = await BoardAsync("job");

        first.Dispose();
        first.Dispose();
        _begun[0].SetResult("done");

        Assert.Equal("done", await second.Answer);
        Assert.False(_ends[0].IsCancellationRequested);
    }

    [Fact]
    public async Task A_failure_reaches_all_who_share_it_and_nobody_after_them()
    {
        var first = await BoardAsync("job");
        var second = await BoardAsync("job");
        _begun[0].SetException(new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first.Answer);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.Answer);
        first.Dispose();
        second.Dispose();

        using var later = await BoardAsync("job");
        _begun[1].SetResult("whole");

        Assert.Equal("whole", await later.Answer);
    }

    /// <summary>Comes back when the work has begun, if there was any to begin.</summary>
    private async Task<Seat<string>> BoardAsync(string key)
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seat = _sharing.Board(key, end =>
        {
            var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _begun.Add(work);
            _ends.Add(end);
            began.SetResult();
            return work.Task;
        });
        if (_boarded.Add(seat.Answer))
        {
            await began.Task.WaitAsync(Token);
        }

        return seat;
    }
}
