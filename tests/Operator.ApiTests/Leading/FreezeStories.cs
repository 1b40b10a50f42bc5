using System.Net;
using Operator.Hosting;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>
/// The leader is frozen between its look at the clock and the arrival of a write. When the write arrives another leads, and nothing
/// but what the write itself carries can stop it.
/// </summary>
public sealed class FreezeStories
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_late_status_is_refused_and_that_of_the_successor_stays()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await pair.FrozenAsync(HttpMethod.Patch, "/status", () => pair.DeclareAsync(everyHours: 12));
        await pair.DeclareAsync(everyHours: 8);
        var successors = await pair.World.UntilReadyAsync(Pair.Name);

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Pair.VersionOf(successors), Pair.VersionOf(await pair.World.UntilReadyAsync(Pair.Name)));
        Assert.EndsWith("*/8 * * *", successors.Text("status", "schedule"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_thaws_in_a_world_that_has_a_new_leader_ends_and_writes_nothing_more()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await pair.FrozenAsync(HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12));
        var written = pair.One.Network.Writes;

        Assert.Equal(ProcessExit.LeadershipLost, await pair.One.ThawAsync(after: Inside.Lease.RenewDeadline));

        Assert.Equal(written, pair.One.Network.Writes);
        await late.ArriveAsync(Token);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_late_apply_to_a_CronJob_that_has_been_made_anew_is_refused()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await pair.FrozenAsync(HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12));
        await pair.DeclareAsync(everyHours: 8);
        await pair.SettlesAsync();
        var anew = await pair.LoseCronJobAsync();

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Pair.VersionOf(anew), Pair.VersionOf(await pair.CronJobAsync()));
        Assert.EndsWith("*/8 * * *", anew.Text("spec", "schedule"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_late_apply_to_a_CronJob_that_the_successor_has_written_is_refused()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await pair.FrozenAsync(HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12));
        await pair.DeclareAsync(everyHours: 8);
        var successors = await pair.SettlesAsync();

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Pair.VersionOf(successors), Pair.VersionOf(await pair.CronJobAsync()));
        Assert.EndsWith("*/8 * * *", successors.Text("spec", "schedule"), StringComparison.Ordinal);
    }

    /// <summary>The edit was taken back, so the successor finds all as it should be and writes nothing that would refuse it.</summary>
    [Fact(Timeout = 60_000)]
    public async Task A_late_apply_to_a_CronJob_that_nobody_has_written_since_is_taken_and_set_right_by_the_successor()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var before = await pair.CronJobAsync();
        var late = await pair.FrozenAsync(HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12), () => pair.DeclareAsync());
        Assert.Equal(Pair.VersionOf(before), Pair.VersionOf(await pair.SettlesAsync()));

        Assert.Equal(HttpStatusCode.OK, await late.ArriveAsync(Token));

        await pair.UntilCronJobAsync(item => Pair.VersionOf(item) != Pair.VersionOf(before) && item.Text("spec", "schedule") == before.Text("spec", "schedule"));
        Assert.Contains(pair.Two.Network.Writes, write => write.EndsWith($"/cronjobs/{Pair.Name}-marts", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_late_first_apply_changes_nothing_of_what_the_successor_made()
    {
        await using var pair = await Pair.IdleAsync(TestContext.Current.CancellationToken);
        var late = await pair.FrozenAsync(HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync());
        var successors = await pair.SettlesAsync();

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Pair.VersionOf(successors), Pair.VersionOf(await pair.CronJobAsync()));
    }
}
