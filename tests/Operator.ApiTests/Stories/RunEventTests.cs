using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>What <c>kubectl describe dci</c> shows of runs.</summary>
public sealed class RunEventTests
{
    /// <summary>Two Jobs of one second are taken in the order of their names: this one makes the later of the two.</summary>
    private const string Value = "first";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resource_that_settles_for_the_first_time_has_no_event()
    {
        await using var world = await StoryWorld.SettledAsync();
        await world.StopOperatorAsync();

        Assert.Empty(await EventsAsync(world));
    }

    [Fact]
    public async Task Each_run_is_told_once_from_the_request_to_its_end_also_across_a_restart()
    {
        await using var world = await StoryWorld.SettledAsync();
        var job = await PlayedJob.RunningAsync(world.Api, await RunStories.CronJobAsync(world));
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "result") == "Running");
        await AskAsync(world);
        await world.UntilIngestionAsync("analytics", item => item.Items("status", "ingestions").Single()["requestedRun"].Text("message") is not null);
        await job.ContainerEndsAsync(1, "Error");
        await job.FailsAsync();
        var failed = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == Value && item.Text("status", "lastRun", "result") == "Failed");
        var made = failed.Items("status", "ingestions").Single()["requestedRun"].Text("job")!;
        var message = failed.Text("status", "lastRun", "message");
        await RestartAsync(world, "later");
        var requested = await PlayedJob.TakenUpAsync(world.Api, made);
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastRun", "job") == made);
        await requested.ContainerEndsAsync(0, "Completed");
        await requested.SucceedsAsync();
        var done = await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        await RestartAsync(world, "last");
        await world.StopOperatorAsync();

        string[] expected =
        [
            $"Normal Started: marts: Job {job.Name} has started, by its schedule.",
            $"Normal Waiting: marts: The run that the annotation metadata-ingestion.io/run-at asks for waits: it starts once Job {job.Name} has ended.",
            $"Warning Failed: marts: {message} See: kubectl logs -n data -l metadata-ingestion.io/ingestion=analytics; docs/reasons.md#lastrunsucceeded-failed",
            $"Normal Requested: marts: Job {made} was made, as the annotation metadata-ingestion.io/run-at asks.",
            $"Normal Started: marts: Job {made} has started, as it was asked for.",
            $"Normal Succeeded: marts: {done.Text("status", "lastRun", "message")}",
        ];
        var told = (await EventsAsync(world)).Select(happened => $"{happened.Text("type")} {happened.Text("reason")}: {happened.Text("note")}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    /// <summary>Of analytics, in the order in which they happened.</summary>
    internal static async Task<IReadOnlyList<JsonObject>> EventsAsync(StoryWorld world) =>
    [
        .. (await world.Api.GetAsync($"/apis/events.k8s.io/v1/namespaces/{StoryWorld.Namespace}/events", Cancelled)).Items("items")
            .Where(happened => happened.Text("regarding", "kind") == "DbtCloudIngestion" && happened.Text("regarding", "name") == "analytics")
            .OrderBy(happened => happened.Text("eventTime"), StringComparer.Ordinal),
    ];

    /// <summary>The new one has looked at everything once it has settled what came after it.</summary>
    private static async Task RestartAsync(StoryWorld world, string later)
    {
        await world.StopOperatorAsync();
        await world.StartOperatorAsync();
        await world.ApplyAsync(world.Ingestion(later));
        await world.UntilReadyAsync(later);
    }

    private static Task<JsonObject?> AskAsync(StoryWorld world) => world.Api.PatchAsync(
        $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics",
        new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["metadata-ingestion.io/run-at"] = Value } } }, Cancelled);
}
