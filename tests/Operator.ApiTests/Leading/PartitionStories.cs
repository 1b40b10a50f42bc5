using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Operator.Hosting;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>The leader is parted from the API server; its follower is not.</summary>
public sealed class PartitionStories
{
    [Theory(Timeout = 60_000)]
    [InlineData(Partition.Silent)]
    [InlineData(Partition.OneWay)]
    [InlineData(Partition.Refused)]
    public async Task What_is_left_behind_is_what_one_operator_alone_would_leave(Partition how)
    {
        await using var world = await StoryWorld.StartAsync();
        await using var one = await Replica.LeadingAsync(world, "one");
        await using var two = await Replica.FollowingAsync(world, "two");
        await SettleAsync(world);

        one.Network.Cut(how);
        world.Kubernetes.Requests.Clear();
        await EditAsync(world);
        one.Clock.Leap(Inside.Lease.RenewDeadline);
        Assert.Equal(ProcessExit.LeadershipLost, await one.Exit.WaitAsync(TestContext.Current.CancellationToken));

        await two.TakesOverAsync();
        await UntilEditedAsync(world);
        one.Network.Heal();
        Assert.Equal(ProcessExit.Stopped, await two.StopAsync());

        Assert.Equal(await AloneAsync(), await Picture.OfAsync(world, TestContext.Current.CancellationToken));
        Assert.Empty(world.Kubernetes.Requests.WritesBesideLeases(one.Agent));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_it_had_sent_is_given_up_at_its_deadline_and_nothing_is_sent_after_it()
    {
        await using var world = await StoryWorld.StartAsync();
        await using var one = await Replica.LeadingAsync(world, "one");
        await SettleAsync(world);
        var written = one.Network.Writes.Count;
        var apply = one.Network.Hold(HttpMethod.Patch, "/cronjobs/");

        await EditAsync(world);
        await apply.SentAsync(TestContext.Current.CancellationToken);
        one.Linger();
        var reconciled = one.ReconciledAsync();
        one.Network.Cut(Partition.OneWay);
        one.Clock.Leap(Inside.Lease.RenewDeadline);

        await reconciled;
        Assert.Equal(written + 1, one.Network.Writes.Count);
        one.EndAtLast();
        Assert.Equal(ProcessExit.LeadershipLost, await one.Exit.WaitAsync(TestContext.Current.CancellationToken));
    }

    private static async Task SettleAsync(StoryWorld world)
    {
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics"));
        await world.UntilReadyAsync("analytics");
    }

    /// <summary>Changes the CronJob and the status, and makes an event.</summary>
    private static Task EditAsync(StoryWorld world) => world.ApplyAsync(world.Ingestion("analytics", ingestion =>
    {
        ingestion["spec"]!["schedule"] = new JsonObject { ["cron"] = "H */12 * * *" };
        ingestion["spec"]!["suspend"] = true;
    }));

    private static Task<JsonObject> UntilEditedAsync(StoryWorld world) => world.UntilConditionAsync("analytics", "Ready", "Suspended");

    private static async Task<string> AloneAsync()
    {
        await using var world = await StoryWorld.StartAsync();
        await world.StartOperatorAsync();
        await SettleAsync(world);
        await EditAsync(world);
        await UntilEditedAsync(world);
        await world.StopOperatorAsync(); // Ends what has begun: the event comes after the status.
        return await Picture.OfAsync(world, TestContext.Current.CancellationToken);
    }
}
