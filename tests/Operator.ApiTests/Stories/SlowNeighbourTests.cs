using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Outside;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>
/// What becomes of others while one namespace asks a dbt Cloud that keeps it waiting. Its clock stands, so that it never answers
/// before the story wants it to.
/// </summary>
public sealed class SlowNeighbourTests
{
    private const string Slow = "slow";

    /// <summary>Of ten workers eight may wait for somebody outside, and seven of these for one namespace.</summary>
    private const int MostOfOneNamespace = 7;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edit_waits_for_no_neighbour_whether_it_asks_outside_or_not()
    {
        await using var world = await StoryWorld.SettledAsync();
        await using var slow = await DbtCloudServer.StartAsync(world.DbtCloud.World, DbtCloudServer.Options(time: new FakeTimeProvider(TimeProvider.System.GetUtcNow())), Cancelled);
        await world.ApplyAsync(Manifests.Namespace(Slow));
        await world.ApplySecretsAsync(Slow);
        await world.ApplyAsync(InSlow(world.Ingestion("quick")));
        await world.UntilReadyAsync("quick", Slow);
        await HoldAsync(world, slow);

        await EditAsync(world, "analytics", StoryWorld.Namespace, "run", new JsonObject { ["retries"] = 3 });
        await UntilRetriesAsync(world, StoryWorld.Namespace, "analytics-marts", 3);

        await EditAsync(world, "quick", Slow, "run", new JsonObject { ["retries"] = 4 });
        await UntilRetriesAsync(world, Slow, "quick-marts", 4);

        await EditAsync(world, "analytics", StoryWorld.Namespace, "artifacts", new JsonObject { ["runs"] = "LatestFinished" });
        await world.UntilReadyAsync("analytics");
        Assert.Equal(MostOfOneNamespace, RunsAsked(slow));
    }

    [Fact]
    public async Task What_was_found_before_the_time_was_over_is_carried_out_and_the_rest_is_asked_next()
    {
        await using var world = await StoryWorld.StartAsync();
        await using var slow = await DbtCloudServer.StartAsync(world.DbtCloud.World, DbtCloudServer.Options(time: new FakeTimeProvider(TimeProvider.System.GetUtcNow())), Cancelled);
        slow.Faults.Add(Fault.Slow(TimeSpan.FromSeconds(14)) with { Path = "/runs/", Query = "project_id=98766" });
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", item =>
        {
            item["spec"]!["account"]!["url"] = slow.Address.AbsoluteUri.TrimEnd('/');
            item["spec"]!["filters"]!.AsArray().Add(new JsonObject { ["name"] = "staging", ["projectId"] = 98766 });
        }));
        var clock = FreshTests.ClockOfNow();
        await world.StartOperatorAsync(options => options with { LeaderElect = false }, clock);
        await slow.Requests.SeenAsync(call => call.Query.Contains("project_id=98766", StringComparison.Ordinal), Cancelled);

        await clock.PassAsync(TimeSpan.FromSeconds(90), Cancelled);
        var told = await world.UntilReadyAsync("analytics");

        Assert.Equal(("Passed", "Unknown"), (RecentRun(told, "marts"), RecentRun(told, "staging")));
        Assert.NotNull(await world.CronJobAsync("analytics-marts"));
        slow.Faults.Clear();
        var asked = slow.Requests.All.Count(call => call.Query.Contains("job_definition_id=54321", StringComparison.Ordinal));
        await clock.PassAsync(TimeSpan.FromMinutes(1) + TimeSpan.FromMilliseconds(1), Cancelled);
        var whole = await world.UntilIngestionAsync("analytics", item => RecentRun(item, "staging") is not "Unknown");
        Assert.Equal("Passed", RecentRun(whole, "marts"));
        Assert.Equal(asked, slow.Requests.All.Count(call => call.Query.Contains("job_definition_id=54321", StringComparison.Ordinal)));
    }

    /// <summary>More resources than there are workers, each of which asks about a project of its own and gets no answer.</summary>
    private static async Task HoldAsync(StoryWorld world, DbtCloudServer slow)
    {
        slow.Faults.Add(Fault.Slow(TimeSpan.FromSeconds(14)) with { Path = "/runs/" });
        for (var number = 1; number <= 15; number++)
        {
            var project = 900_000 + number;
            await world.ApplyAsync(InSlow(world.Ingestion($"slow-{number}", item =>
            {
                item["spec"]!["account"]!["url"] = slow.Address.AbsoluteUri.TrimEnd('/');
                item["spec"]!["filters"] = new JsonArray(new JsonObject { ["name"] = "marts", ["projectId"] = project });
            })));
        }

        while (RunsAsked(slow) < MostOfOneNamespace)
        {
            var seen = slow.Requests.All;
            await slow.Requests.SeenAsync(call => call.Path.EndsWith("/runs/", StringComparison.Ordinal) && !seen.Contains(call), Cancelled);
        }
    }

    private static int RunsAsked(DbtCloudServer slow) => slow.Requests.All.Where(call => call.Path.EndsWith("/runs/", StringComparison.Ordinal)).Select(call => call.Query).Distinct().Count();

    private static JsonObject InSlow(JsonObject ingestion)
    {
        ingestion["metadata"]!["namespace"] = Slow;
        return ingestion;
    }

    private static async Task EditAsync(StoryWorld world, string name, string @namespace, string part, JsonObject value)
    {
        var path = $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{@namespace}/dbtcloudingestions/{name}";
        await world.Api.PatchAsync(path, new JsonObject { ["spec"] = new JsonObject { [part] = value } }, Cancelled);
    }

    private static Task<JsonObject> UntilRetriesAsync(StoryWorld world, string @namespace, string cronJob, int retries) => world.UntilAsync(
        $"/apis/batch/v1/namespaces/{@namespace}/cronjobs", cronJob, item => item.Number("spec", "jobTemplate", "spec", "backoffLimit") == retries);

    private static string? RecentRun(JsonObject ingestion, string filter) => ingestion.Items("status", "ingestions")
        .FirstOrDefault(one => one.Text("filter") == filter)?.Items("checks").FirstOrDefault(check => check.Text("name") == "RecentRunFound")?.Text("result");
}
