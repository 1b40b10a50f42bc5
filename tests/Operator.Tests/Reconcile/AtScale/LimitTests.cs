using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>Five hundred resources on one account and one token, in simulated time.</summary>
public sealed class LimitTests
{
    private const int Resources = 500;
    private const int CallsAMinute = 60;

    /// <summary>
    /// How long all of them take once at the least: two calls each and one a minute to prove the account, of which a tenth of
    /// the limit is kept for what is urgent.
    /// </summary>
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(2.0 * Resources / (CallsAMinute - (CallsAMinute / 10) - 1));

    [Fact]
    public async Task An_hour_of_re_tests_that_want_more_than_the_limit_keeps_to_it_and_reaches_everybody()
    {
        var cluster = Many.Ingestions(Resources, interval: "10m");
        await using var world = FakeWorld.Of(cluster);
        Assert.True(await world.Operator.RunUntilAsync(() => cluster.Ingestions().All(Many.IsWhole), within: TimeSpan.FromMinutes(45)));
        var begin = world.Operator.Clock.GetUtcNow();

        await world.Operator.RunForAsync(TimeSpan.FromHours(1));

        var gap = world.Outside.LongestGap(begin, begin.AddHours(1));
        Assert.InRange(world.Outside.MostWithinAMinute(Many.Account), 1, CallsAMinute);
        Assert.True(gap < 1.25 * Round, $"{gap} passed between two tests of one resource; a round takes {Round}");
        Assert.All(cluster.Ingestions(), ingestion => Assert.True(Many.IsWhole(ingestion)));
    }

    [Fact]
    public async Task After_a_first_test_at_one_moment_the_next_ones_spread_over_the_last_fifth_of_the_interval_and_as_long_as_the_limit_makes_them()
    {
        await using var world = await FakeWorld.TestedAsync(Many.Ingestions(Resources));
        var begin = world.Operator.Clock.GetUtcNow();

        await world.Operator.RunForAsync(TimeSpan.FromHours(3));

        Assert.InRange(world.Outside.MostWithinAMinute(Many.Account), 1, CallsAMinute);
        Assert.InRange(world.Outside.LongestGap(begin, begin.AddHours(3)), 0.8 * TimeSpan.FromHours(1), (0.8 * TimeSpan.FromHours(1)) + (1.25 * Round));
    }

    [Fact]
    public async Task An_account_that_wants_more_than_its_limit_takes_nothing_from_another()
    {
        var cluster = Many.Ingestions(200, interval: "1m");
        Many.Add(cluster, 10, interval: "10m", account: "777");
        await using var world = await FakeWorld.TestedAsync(cluster);
        var begin = world.Operator.Clock.GetUtcNow();

        await world.Operator.RunForAsync(TimeSpan.FromMinutes(30));

        var looks = world.Outside.Calls.Where(call => call.Account == "777" && call.Path.StartsWith("runs/?", StringComparison.Ordinal)).ToList();
        Assert.InRange(world.Outside.MostWithinAMinute(Many.Account), 50, CallsAMinute);
        Assert.InRange(looks.Count, 30, 40);
        Assert.InRange(looks[0].At - begin, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task Each_pipeline_is_made_known_once_and_never_again()
    {
        var cluster = Many.Ingestions(Resources);
        await using var first = FakeWorld.Of(cluster, options: new OutboundOptions { RequestsPerMinute = 100_000 });
        Assert.True(await first.Operator.RunUntilAsync(() => cluster.Ingestions().All(Many.IsWhole), within: TimeSpan.FromMinutes(1)));

        await first.Operator.RunForAsync(TimeSpan.FromHours(3));

        Assert.Equal(Resources, first.Outside.Pipelines.Count);
        Assert.Equal(Resources, first.Outside.Pipelines.Distinct().Count());
    }

    [Fact]
    public async Task A_restart_takes_the_verdicts_over_without_a_call_or_a_write()
    {
        var cluster = Many.Ingestions(Resources);
        await using var world = await FakeWorld.TestedAsync(cluster);

        await world.Operator.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(Resources, world.Operator.Reconciles);
        Assert.Empty(world.Outside.Calls);
        Assert.Equal(0, world.Outside.CallsToOpenMetadata);
        Assert.Equal(0, cluster.StatusWrites);
    }
}
