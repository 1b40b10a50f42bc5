using System.Net;
using Operator.Hosting;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>The leader is told to stop while one write is under way and more work waits.</summary>
public sealed class StopStories
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task What_runs_is_finished_and_what_waits_is_left_to_the_next_leader()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var apply = await BusyAsync(pair);

        await pair.One.BeginStopAsync();
        Assert.Equal("one", await pair.LeaseHolderAsync());
        Assert.Equal(HttpStatusCode.OK, await apply.ArriveAsync(Token));

        Assert.Equal(ProcessExit.Stopped, await pair.One.Exit.WaitAsync(Token));
        Assert.Equal("", await pair.LeaseHolderAsync());
        Assert.EndsWith("*/12 * * *", (await pair.SettlesAsync()).Text("spec", "schedule"), StringComparison.Ordinal);
        Assert.DoesNotContain(pair.One.Network.Writes, write => write.Contains("later", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_does_not_finish_in_time_is_given_up_and_the_Lease_is_free_all_the_same()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        await BusyAsync(pair);
        var written = pair.One.Network.Writes;

        await pair.One.BeginStopAsync();
        Assert.False(pair.One.Exit.IsCompleted);
        pair.One.Clock.Leap(Inside.ShutdownTimeout);

        Assert.Equal(ProcessExit.Stopped, await pair.One.Exit.WaitAsync(Token));
        Assert.Equal("", await pair.LeaseHolderAsync());
        Assert.Equal(written, pair.One.Network.Writes);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_follower_that_is_stopped_leaves_the_Lease_to_its_holder()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ProcessExit.Stopped, await pair.Two.StopAsync());

        Assert.Equal("one", await pair.LeaseHolderAsync());
    }

    /// <summary>Its only worker has sent a write that has not arrived, and another ingestion waits in its queue.</summary>
    private static async Task<HeldRequest> BusyAsync(Pair pair)
    {
        var apply = pair.One.Network.Hold(HttpMethod.Patch, "/cronjobs/");
        await pair.DeclareAsync(everyHours: 12);
        await apply.SentAsync(Token);
        await pair.World.ApplyAsync(pair.World.Ingestion("later"));
        await pair.One.KnowsAsync("later");
        return apply;
    }
}
