using Microsoft.Extensions.Logging;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>When a key is looked at again.</summary>
public sealed class ComingBackTests : WorkersTest
{
    [Fact]
    public async Task A_key_that_never_wants_to_come_back_does_not()
    {
        Start((_, _) => Task.FromResult<Revisit>(new Revisit.Never()), workers: 1);
        Queue.Add("a");
        Queue.Add("b");
        Assert.Equal("a", await BeganAsync());
        Assert.Equal("b", await BeganAsync());

        Time.Advance(TimeSpan.FromHours(20));
        Queue.Add("c");

        Assert.Equal("c", await BeganAsync());
    }

    [Fact]
    public async Task A_key_comes_back_after_the_delay_that_it_asked_for()
    {
        Start((_, _) => Task.FromResult<Revisit>(new Revisit.In(TimeSpan.FromMinutes(7))));
        Queue.Add("a");
        await BeganAsync();

        await Time.PassAsync(Waited(TimeSpan.FromMinutes(7)), Token);

        Assert.Equal("a", await BeganAsync());
    }

    [Fact]
    public async Task A_key_that_is_gone_leaves_no_back_off_behind()
    {
        var answers = new Queue<Revisit>([new Revisit.Backoff("trouble"), new Revisit.Backoff("trouble"), new Revisit.Never(), new Revisit.Backoff("trouble")]);
        Start((_, _) => Task.FromResult(answers.TryDequeue(out var next) ? next : new Revisit.Never()));
        Queue.Add("a");
        await BeganAsync();
        await Time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);
        await BeganAsync();
        await Time.PassAsync(Waited(TimeSpan.FromSeconds(2)), Token);
        await BeganAsync();

        Queue.Add("a");
        await BeganAsync();
        await Time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);

        Assert.Equal("a", await BeganAsync());
    }

    [Fact]
    public async Task A_key_that_fails_unexpectedly_is_logged_and_comes_back_and_the_others_are_served()
    {
        Start((key, _) => key == "bad" ? throw new InvalidOperationException("boom") : Task.FromResult<Revisit>(new Revisit.Never()));

        Queue.Add("bad");
        Assert.Equal("bad", await BeganAsync());
        Queue.Add("good");
        Assert.Equal("good", await BeganAsync());
        await Time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);

        Assert.Equal("bad", await BeganAsync());
        Assert.Contains(Log.All, line => line is { Level: LogLevel.Error, Exception: InvalidOperationException } && line.Text.Contains("bad", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reconcile_that_takes_too_long_is_cancelled_and_comes_back()
    {
        var cancelled = 0;
        Start(async (_, token) =>
        {
            using var count = token.Register(() => cancelled++);
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, token);
            return new Revisit.Never();
        });
        Queue.Add("a");
        await BeganAsync();

        await Time.PassAsync(TimeSpan.FromMinutes(2), Token);
        await Time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);

        Assert.Equal("a", await BeganAsync());
        Assert.Equal(1, cancelled);
        Assert.Contains(Log.All, line => line.Level == LogLevel.Error && line.Text.Contains("00:02:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_used_up_its_time_comes_back_as_something_that_nobody_waits_for()
    {
        Start(
            async (key, token) =>
            {
                await Task.Delay(key == "slow" ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Time, token);
                return new Revisit.Never();
            },
            workers: 1);
        Queue.Add("slow");
        await BeganAsync();

        await Time.PassAsync(TimeSpan.FromMinutes(2), Token);
        await Time.BegunAsync(Waited(TimeSpan.FromSeconds(1)), Token);
        await Stopping.CancelAsync();
        await Running;
        Time.Advance(Waited(TimeSpan.FromSeconds(1)));

        Assert.Equal((0, 1), (Queue.Look().Urgent, Queue.Look().Unhurried));
    }

    [Fact]
    public async Task Work_that_needs_a_long_running_turn_comes_back_at_once_when_one_is_free()
    {
        var turns = new List<bool>();
        Start(
            (key, _) =>
            {
                turns.Add(Queue.IsLongRunning(key));
                return Task.FromResult<Revisit>(turns[^1] ? new Revisit.Never() : new Revisit.LongRunning());
            },
            workers: 1);

        Queue.Add("a");

        Assert.Equal(["a", "a"], [await BeganAsync(), await BeganAsync()]);
        await Stopping.CancelAsync();
        await Running;
        Assert.Equal([false, true], turns);
    }

    [Fact]
    public async Task Every_line_of_a_reconcile_carries_the_key_and_the_reconciles_own_id()
    {
        Start((_, _) => throw new InvalidOperationException("boom"));

        Queue.Add("a");
        await Time.PassAsync(Waited(TimeSpan.FromSeconds(1)), Token);
        await Time.PassAsync(Waited(TimeSpan.FromSeconds(2)), Token);

        var scopes = Log.All.Where(line => line.Exception is not null).Select(line => line.Scope!).ToList();
        Assert.All(scopes, scope => Assert.Equal("a", scope["name"]));
        Assert.InRange(scopes.Count, 2, 3);
        Assert.Equal(scopes.Count, scopes.Select(scope => scope["reconcileID"]).Distinct().Count());
    }
}
