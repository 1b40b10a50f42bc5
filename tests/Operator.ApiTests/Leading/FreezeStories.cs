using System.Net;
using System.Text.Json.Nodes;
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
    private const int Patience = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task A_late_status_is_refused_and_that_of_the_successor_stays()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await FrozenAsync(pair, HttpMethod.Patch, "/status", () => pair.DeclareAsync(everyHours: 12));
        await pair.DeclareAsync(everyHours: 8);
        var successors = await pair.World.UntilReadyAsync(Pair.Name);

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Version(successors), Version(await pair.World.UntilReadyAsync(Pair.Name)));
        Assert.EndsWith("*/8 * * *", successors.Text("status", "schedule"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Who_thaws_in_a_world_that_has_a_new_leader_ends_and_writes_nothing_more()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await FrozenAsync(pair, HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12));
        var written = pair.One.Network.Writes;

        Assert.Equal(ProcessExit.LeadershipLost, await pair.One.ThawAsync(after: Inside.Lease.RenewDeadline));

        Assert.Equal(written, pair.One.Network.Writes);
        await late.ArriveAsync(Token);
    }

    [Fact(Timeout = Patience)]
    public async Task A_late_apply_to_a_CronJob_that_has_been_made_anew_is_refused()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await FrozenAsync(pair, HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12));
        await pair.DeclareAsync(everyHours: 8);
        await pair.SettlesAsync();
        var anew = await pair.LoseCronJobAsync();

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Version(anew), Version(await pair.CronJobAsync()));
        Assert.EndsWith("*/8 * * *", anew.Text("spec", "schedule"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task A_late_apply_to_a_CronJob_that_the_successor_has_written_is_refused()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await FrozenAsync(pair, HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12));
        await pair.DeclareAsync(everyHours: 8);
        var successors = await pair.SettlesAsync();

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Version(successors), Version(await pair.CronJobAsync()));
        Assert.EndsWith("*/8 * * *", successors.Text("spec", "schedule"), StringComparison.Ordinal);
    }

    /// <summary>The edit was taken back, so the successor finds all as it should be and writes nothing that would refuse it.</summary>
    [Fact(Timeout = Patience)]
    public async Task A_late_apply_to_a_CronJob_that_nobody_has_written_since_is_taken_and_set_right_by_the_successor()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var before = await pair.CronJobAsync();
        var late = await FrozenAsync(pair, HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync(everyHours: 12), () => pair.DeclareAsync());
        Assert.Equal(Version(before), Version(await pair.SettlesAsync()));

        Assert.Equal(HttpStatusCode.OK, await late.ArriveAsync(Token));

        await pair.UntilCronJobAsync(item => Version(item) != Version(before) && item.Text("spec", "schedule") == before.Text("spec", "schedule"));
        Assert.Contains(pair.Two.Network.Writes, write => write.EndsWith($"/cronjobs/{Pair.Name}-marts", StringComparison.Ordinal));
    }

    [Fact(Timeout = Patience)]
    public async Task A_late_first_apply_changes_nothing_of_what_the_successor_made()
    {
        await using var pair = await Pair.IdleAsync(TestContext.Current.CancellationToken);
        var late = await FrozenAsync(pair, HttpMethod.Patch, "/cronjobs/", () => pair.DeclareAsync());
        var successors = await pair.SettlesAsync();

        Assert.Equal(HttpStatusCode.OK, await late.ArriveAsync(Token));

        Assert.Equal(Version(successors), Version(await pair.CronJobAsync()));
    }

    [Fact(Timeout = Patience)]
    public async Task A_late_delete_of_a_CronJob_that_has_been_made_anew_is_refused()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await FrozenAsync(pair, HttpMethod.Delete, "/cronjobs/", () => pair.DeclareAsync(filter: "staging"));
        await pair.DeclareAsync();
        await pair.SettlesAsync();
        var anew = await pair.LoseCronJobAsync();

        Assert.Equal(HttpStatusCode.Conflict, await late.ArriveAsync(Token));

        Assert.Equal(Version(anew), Version(await pair.CronJobAsync()));
    }

    /// <summary>It has the uid that was meant, whatever is wanted by now. Its Jobs go with it.</summary>
    [Fact(Timeout = Patience)]
    public async Task A_late_delete_of_a_CronJob_that_is_wanted_again_is_made_good_by_the_successor()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        var late = await FrozenAsync(pair, HttpMethod.Delete, "/cronjobs/", () => pair.DeclareAsync(filter: "staging"), () => pair.DeclareAsync());
        var before = await pair.SettlesAsync();

        Assert.Equal(HttpStatusCode.OK, await late.ArriveAsync(Token));

        var anew = await pair.UntilCronJobAsync(item => item.Text("metadata", "uid") != before.Text("metadata", "uid"));
        Assert.Equal(before.Text("spec", "schedule"), anew.Text("spec", "schedule"));
    }

    /// <summary>
    /// Because of the first edit the leader has sent a write; it is frozen before that arrives, and the other one, which knows of both
    /// edits, leads now.
    /// </summary>
    private static async Task<HeldRequest> FrozenAsync(Pair pair, HttpMethod method, string pathPart, Func<Task> edit, Func<Task>? editAgain = null)
    {
        var late = pair.One.Network.Hold(method, pathPart);
        await edit();
        await late.SentAsync(Token);
        pair.One.Freeze();
        await (editAgain?.Invoke() ?? Task.CompletedTask);
        await pair.CatchUpAsync();
        await pair.Two.TakesOverAsync();
        return late;
    }

    private static string? Version(JsonObject item) => item.Text("metadata", "resourceVersion");
}
