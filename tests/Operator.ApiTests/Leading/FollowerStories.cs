using System.Net;
using Operator.Hosting;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>A replica that does not lead: at hand, and idle.</summary>
public sealed class FollowerStories
{
    [Fact(Timeout = 60_000)]
    public async Task It_is_ready_and_healthy_says_that_it_does_not_lead_and_writes_nothing()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        await pair.CatchUpAsync();
        await pair.World.UntilReadyAsync("later");

        Assert.Equal(HttpStatusCode.OK, (await pair.Two.AskAsync("/readyz")).Code);
        Assert.Equal(HttpStatusCode.OK, (await pair.Two.AskAsync("/healthz")).Code);
        var metrics = (await pair.Two.AskAsync("/metrics")).Text;
        Assert.Contains("leader_election_master_status{name=\"operator\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("controller_runtime_reconcile_time_seconds_count{controller=\"dbtcloudingestion\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Empty(pair.Two.Network.Writes);
    }

    [Fact(Timeout = 60_000)]
    public async Task It_takes_over_from_one_that_was_stopped_without_waiting_for_the_Lease_to_expire_and_does_what_was_left()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ProcessExit.Stopped, await pair.One.StopAsync());
        await pair.DeclareAsync(everyHours: 12);
        await pair.CatchUpAsync();
        Assert.Empty(pair.Two.Network.Writes);

        var waited = await pair.Two.TakesOverAsync();

        Assert.InRange(waited, TimeSpan.Zero, 2 * Inside.Retry);
        Assert.EndsWith("*/12 * * *", (await pair.SettlesAsync()).Text("spec", "schedule"), StringComparison.Ordinal);
        Assert.Contains("leader_election_master_status{name=\"operator\"} 1\n", (await pair.Two.AskAsync("/metrics")).Text, StringComparison.Ordinal);
        Assert.Equal("two", await pair.LeaseHolderAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task What_it_has_listed_it_does_not_list_again_when_it_takes_over()
    {
        await using var pair = await Pair.SettledAsync(TestContext.Current.CancellationToken);
        await pair.One.StopAsync();
        pair.World.Kubernetes.Requests.Clear();

        await pair.Two.TakesOverAsync();
        await pair.DeclareAsync(everyHours: 12);
        await pair.SettlesAsync();

        var lists = pair.World.Kubernetes.Requests.All.Where(request => request is { Method: "GET", IsWatch: false } && request.UserAgent == pair.Two.Agent);
        Assert.All(lists, read => Assert.DoesNotMatch("/(dbtcloudingestions|cronjobs|jobs|pods|secrets)$", read.Path));
    }
}
