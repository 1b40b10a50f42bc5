using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class WorkersTests : IAsyncDisposable
{
    private readonly TimerTime _time = new();
    private readonly LogLines _log = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<string> _began = Channel.CreateUnbounded<string>();
    private readonly WorkQueue<string> _queue;
    private Task _running = Task.CompletedTask;

    public WorkersTests() => _queue = new WorkQueue<string>(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _time.Advance(TimeSpan.FromHours(1));
        await _running;
        _queue.Dispose();
        _stopping.Dispose();
    }

    [Fact]
    public async Task A_key_that_never_wants_to_come_back_does_not()
    {
        Start((_, _) => Task.FromResult<Revisit>(new Revisit.Never()), workers: 1);
        _queue.Add("a");
        _queue.Add("b");
        Assert.Equal("a", await BeganAsync());
        Assert.Equal("b", await BeganAsync());

        _time.Advance(TimeSpan.FromHours(20));
        _queue.Add("c");

        Assert.Equal("c", await BeganAsync());
    }

    [Fact]
    public async Task A_key_comes_back_after_the_delay_that_it_asked_for()
    {
        Start((_, _) => Task.FromResult<Revisit>(new Revisit.In(TimeSpan.FromMinutes(7))));
        _queue.Add("a");
        await BeganAsync();

        await _time.PassAsync(Waited(TimeSpan.FromMinutes(7)), Token);

        Assert.Equal("a", await BeganAsync());
    }

    [Fact]
    public async Task A_key_that_fails_unexpectedly_is_logged_and_comes_back_and_the_others_are_served()
    {
        Start((key, _) => key == "bad" ? throw new InvalidOperationException("boom") : Task.FromResult<Revisit>(new Revisit.Never()));

        _queue.Add("bad");
        Assert.Equal("bad", await BeganAsync());
        _queue.Add("good");
        Assert.Equal("good", await BeganAsync());
        await _time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);

        Assert.Equal("bad", await BeganAsync());
        Assert.Contains(_log.All, line => line is { Level: LogLevel.Error, Exception: InvalidOperationException } && line.Text.Contains("bad", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_line_of_a_reconcile_carries_the_key_and_the_reconciles_own_id()
    {
        Start((_, _) => throw new InvalidOperationException("boom"));

        _queue.Add("a");
        await _time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);
        await _time.PassAsync(Waited(TimeSpan.FromSeconds(2)), Token);

        var scopes = _log.All.Where(line => line.Exception is not null).Select(line => line.Scope!).ToList();
        Assert.All(scopes, scope => Assert.Equal("a", scope["name"]));
        Assert.InRange(scopes.Count, 2, 3);
        Assert.Equal(scopes.Count, scopes.Select(scope => scope["reconcileID"]).Distinct().Count());
    }

    [Fact]
    public async Task A_reconcile_that_takes_too_long_is_cancelled_and_comes_back()
    {
        var cancelled = 0;
        Start(async (_, token) =>
        {
            using var count = token.Register(() => cancelled++);
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            return new Revisit.Never();
        });
        _queue.Add("a");
        await BeganAsync();

        await _time.PassAsync(TimeSpan.FromMinutes(2), Token);
        await _time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);

        Assert.Equal("a", await BeganAsync());
        Assert.Equal(1, cancelled);
        Assert.Contains(_log.All, line => line.Level == LogLevel.Error && line.Text.Contains("00:02:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_is_gone_leaves_no_back_off_behind()
    {
        var answers = new Queue<Revisit>([new Revisit.Backoff("trouble"), new Revisit.Backoff("trouble"), new Revisit.Never(), new Revisit.Backoff("trouble")]);
        Start((_, _) => Task.FromResult(answers.TryDequeue(out var next) ? next : new Revisit.Never()));
        _queue.Add("a");
        await BeganAsync();
        await _time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);
        await BeganAsync();
        await _time.PassAsync(Waited(TimeSpan.FromSeconds(2)), Token);
        await BeganAsync();

        _queue.Add("a");
        await BeganAsync();
        await _time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);

        Assert.Equal("a", await BeganAsync());
    }

    [Fact]
    public void Keys_that_nobody_is_meant_to_take_do_not_make_a_queue_that_stands_still()
    {
        _queue.Add("a");
        _time.Advance(TimeSpan.FromHours(1));
        var follower = Pool((_, _) => Task.FromResult<Revisit>(new Revisit.Never()), workers: 1);

        Assert.Equal(TimeSpan.Zero, follower.StandsStillFor);
    }

    [Fact]
    public async Task Workers_that_come_back_for_no_other_key_stand_still_from_when_they_could_have()
    {
        var never = new TaskCompletionSource<Revisit>();
        _queue.Add("stuck");
        _queue.Add("waiting");
        _time.Advance(TimeSpan.FromHours(1));
        var pool = Pool((_, _) => never.Task, workers: 1);
        _running = pool.RunAsync(_stopping.Token);
        await BeganAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(TimeSpan.FromMinutes(10), pool.StandsStillFor);
        Assert.Equal(TimeSpan.FromMinutes(10), _queue.Look().OldestWork);
        never.SetResult(new Revisit.Never());
    }

    [Fact]
    public async Task A_stop_lets_the_running_reconcile_finish_and_begins_no_other()
    {
        var mayEnd = new TaskCompletionSource();
        var ended = false;
        Start(
            async (_, _) =>
            {
                await mayEnd.Task;
                ended = true;
                return new Revisit.Never();
            },
            workers: 1);
        _queue.Add("running");
        _queue.Add("waiting");
        await BeganAsync();

        await _stopping.CancelAsync();
        Assert.False(_running.IsCompleted);
        mayEnd.SetResult();
        await _running;

        Assert.True(ended);
        Assert.False(_began.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_stop_cancels_what_does_not_end_in_time()
    {
        Start(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            return new Revisit.Never();
        });
        _queue.Add("stuck");
        await BeganAsync();

        await _stopping.CancelAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(20), Token);
        await _running;

        Assert.Contains(_log.All, line => line.Level == LogLevel.Warning && line.Text.Contains("stuck", StringComparison.Ordinal));
    }

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
            _queue.Add(key);
        }

        string[] first = [await BeganAsync(), await BeganAsync(), await BeganAsync()];
        Assert.Equal(["a", "b", "c"], first.Order());
        Assert.False(_began.Reader.TryRead(out _));
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
            _queue.Add(key);
        }

        await finished.Task.WaitAsync(Token);

        Assert.Equal(0, clashes);
    }

    private void Start(Func<string, CancellationToken, Task<Revisit>> reconcile, int workers = 2) =>
        _running = Pool(reconcile, workers).RunAsync(_stopping.Token);

    private Workers<string> Pool(Func<string, CancellationToken, Task<Revisit>> reconcile, int workers) => new(
        _queue,
        new Backoff<string>(() => 1),
        async (key, token) =>
        {
            _began.Writer.TryWrite(key);
            return await reconcile(key, token);
        },
        (key, id) => [new("name", key), new("reconcileID", id)],
        new WorkersOptions { Count = workers },
        _time,
        _log);

    private async Task<string> BeganAsync() => await _began.Reader.ReadAsync(Token);

    /// <summary>The queue's timer waits one millisecond more than it was asked to.</summary>
    private static TimeSpan Waited(TimeSpan delay) => delay + TimeSpan.FromMilliseconds(1);
}
