using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Operator.Cluster.Watching;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Scope;

/// <summary>Operators that share the work by label.</summary>
public sealed class ShardTests
{
    private const string OperatorAgent = "dbt-cloud-ingestion-operator";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_ingestions_with_the_label_are_handled()
    {
        await using var world = await ShardedAsync(("one", "one"), ("two", "two"), ("nobodys", null));

        await StartAsync(world, "shard=one");
        await world.UntilReadyAsync("one");

        Assert.Equal(["one-marts"], await CronJobsAsync(world));
        Assert.All(world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent), write => Assert.Contains("/one", write.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_without_the_label_are_handled_by_whoever_asks_for_its_absence()
    {
        await using var world = await ShardedAsync(("one", "one"), ("nobodys", null));

        await StartAsync(world, "!shard");
        await world.UntilReadyAsync("nobodys");

        Assert.Equal(["nobodys-marts"], await CronJobsAsync(world));
    }

    [Fact]
    public async Task One_that_leaves_the_shard_keeps_its_CronJob_and_is_left_alone()
    {
        await using var world = await ShardedAsync(("moved", "one"));
        await StartAsync(world, "shard=one");
        await world.UntilReadyAsync("moved");
        var before = await world.CronJobAsync("moved-marts");
        world.Kubernetes.Requests.Clear();

        await world.ApplyAsync(Labelled(world.Ingestion("moved", Hourly), "two"));
        await world.ApplyAsync(Labelled(world.Ingestion("later"), "one"));
        await world.UntilReadyAsync("later");

        Assert.Equal(before!.ToJsonString(), (await world.CronJobAsync("moved-marts"))!.ToJsonString());
        Assert.All(world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent), write => Assert.Contains("/later", write.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_operator_takes_it_over_with_the_same_CronJob_and_serves_it_from_then_on()
    {
        await using var world = await ShardedAsync(("moved", "one"), ("stays", "one"));
        await StartAsync(world, "shard=one");
        await StartAsync(world, "shard=two");
        await world.UntilReadyAsync("moved");
        await world.UntilReadyAsync("stays");
        var before = await world.CronJobAsync("moved-marts");

        await world.ApplyAsync(Labelled(world.Ingestion("moved", Hourly), "two"));
        await world.UntilReadyAsync("moved");

        var after = await world.CronJobAsync("moved-marts");
        Assert.Equal(before.Text("metadata", "uid"), after.Text("metadata", "uid"));
        Assert.EndsWith(" * * * *", after.Text("spec", "schedule"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_between_shards_without_any_other_change_costs_no_write()
    {
        await using var world = await ShardedAsync(("moved", "one"));
        await StartAsync(world, "shard=one");
        await StartAsync(world, "shard=two");
        await world.UntilReadyAsync("moved");
        world.Kubernetes.Requests.Clear();

        await world.ApplyAsync(Labelled(world.Ingestion("moved"), "two"));
        await world.ApplyAsync(Labelled(world.Ingestion("marker"), "two"));
        await world.UntilReadyAsync("marker");

        Assert.All(world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent), write => Assert.Contains("/marker", write.Path, StringComparison.Ordinal));
    }

    private static Task StartAsync(StoryWorld world, string selector) =>
        world.StartOperatorAsync(options => options with { Scope = new WatchScope([], selector) });

    private static async Task<StoryWorld> ShardedAsync(params (string Name, string? Shard)[] ingestions)
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        foreach (var (name, shard) in ingestions)
        {
            await world.ApplyAsync(Labelled(world.Ingestion(name), shard));
        }

        return world;
    }

    private static async Task<IEnumerable<string?>> CronJobsAsync(StoryWorld world) =>
        (await world.Api.GetAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", Cancelled)).Items("items").Select(item => item.Text("metadata", "name"));

    private static void Hourly(JsonObject ingestion) => ingestion["spec"]!["schedule"]!["cron"] = "H * * * *";

    private static JsonObject Labelled(JsonObject ingestion, string? shard)
    {
        ingestion["metadata"]!["labels"] = shard is null ? null : new JsonObject { ["shard"] = shard };
        return ingestion;
    }
}
