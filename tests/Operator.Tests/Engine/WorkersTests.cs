using System.Collections.Concurrent;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>How keys are shared out among workers.</summary>
public sealed class WorkersTests : WorkersTest
{
    [Fact]
    public async Task As_many_keys_are_worked_on_at_once_as_there_are_workers()
    {
        var mayEnd = new TaskCompletionSource();
        Start(
            async (_, _) =>
            {
                await mayEnd.Task;
                return new Revisit.Never();
            },
            workers: 3);
        foreach (var key in new[] { "a", "b", "c", "d" })
        {
            Queue.Add(key);
        }

        string[] first = [await BeganAsync(), await BeganAsync(), await BeganAsync()];
        Assert.Equal(["a", "b", "c"], first.Order());
        Assert.False(Began.Reader.TryRead(out _));
        mayEnd.SetResult();

        Assert.Equal("d", await BeganAsync());
    }

    [Fact]
    public async Task One_key_is_never_with_two_workers()
    {
        var inWork = new ConcurrentDictionary<string, bool>();
        var clashes = 0;
        var left = 400;
        var finished = new TaskCompletionSource();
        Start(
            async (key, _) =>
            {
                Interlocked.Add(ref clashes, inWork.TryAdd(key, true) ? 0 : 1);
                await Task.Yield();
                inWork.TryRemove(key, out var _);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    finished.SetResult();
                }

                return left > 0 ? new Revisit.In(TimeSpan.Zero) : new Revisit.Never();
            },
            workers: 8);
        foreach (var key in new[] { "a", "b", "c" })
        {
            Queue.Add(key);
        }

        await finished.Task.WaitAsync(Token);

        Assert.Equal(0, clashes);
    }

    [Fact]
    public void Keys_that_nobody_is_meant_to_take_do_not_make_a_queue_that_stands_still()
    {
        Queue.Add("a");
        Time.Advance(TimeSpan.FromHours(1));
        var follower = Pool((_, _) => Task.FromResult<Revisit>(new Revisit.Never()), workers: 1);

        Assert.Equal(TimeSpan.Zero, follower.StandsStillFor);
    }

    [Fact]
    public async Task Workers_that_come_back_for_no_other_key_stand_still_from_when_they_could_have()
    {
        var never = new TaskCompletionSource<Revisit>();
        Queue.Add("stuck");
        Queue.Add("waiting");
        Time.Advance(TimeSpan.FromHours(1));
        var pool = Pool((_, _) => never.Task, workers: 1);
        Running = pool.RunAsync(Stopping.Token);
        await BeganAsync();

        Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(TimeSpan.FromMinutes(10), pool.StandsStillFor);
        Assert.Equal(TimeSpan.FromMinutes(10), Queue.Look().OldestWork);
        never.SetResult(new Revisit.Never());
    }
}
