using Microsoft.Extensions.Logging;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

/// <summary>What becomes of workers whose memory does not suffice.</summary>
public sealed class MemoryShortageTests : WorkersTest
{
    [Fact]
    public async Task A_key_that_runs_out_of_memory_is_tried_again_and_the_others_go_on()
    {
        Start((key, _) => key == "hungry" ? throw new InsufficientMemoryException() : Task.FromResult<Revisit>(new Revisit.Never()), workers: 1);

        for (var round = 0; round < 5; round++)
        {
            Queue.Add("hungry");
            Queue.Add("modest");
            Assert.Equal(["hungry", "modest"], [await BeganAsync(), await BeganAsync()]);
        }

        Assert.False(Running.IsCompleted);
        Assert.Contains(Log.All, line => line.Level == LogLevel.Critical && line.Text == "Reconciling hungry ran out of memory; it is tried again");
    }

    [Fact]
    public async Task Where_no_reconcile_ends_well_any_more_the_workers_end()
    {
        var running = Pool((_, _) => throw new InsufficientMemoryException(), workers: 2).RunAsync(Stopping.Token);
        foreach (var key in new[] { "a", "b", "c" })
        {
            Queue.Add(key);
        }

        await Assert.ThrowsAsync<InsufficientMemoryException>(() => running.WaitAsync(Token));
    }

    [Fact]
    public async Task A_timer_of_delayed_keys_that_breaks_ends_the_loop_that_watches_it()
    {
        using var delays = new Delays<string>(Time, (_, _) => throw new InvalidOperationException("a bug"));
        delays.Set("a", TimeSpan.FromSeconds(1), Priority.Low);

        Time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<InvalidOperationException>(() => delays.Broken.WaitAsync(Token));
    }
}
