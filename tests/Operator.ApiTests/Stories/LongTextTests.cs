using System.Text.Json.Nodes;
using Operator.Plan;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>Texts that others write have no length of their own, and the status repeats some of them.</summary>
public sealed class LongTextTests
{
    private const string Jobs = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/jobs";
    private const string RunAt = "metadata-ingestion.io/run-at";
    private const string ReconcileAt = "reconcile.fluxcd.io/requestedAt";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_of_200_KB_is_told_and_starts_nothing_and_a_short_one_after_it_does()
    {
        await using var world = await StoryWorld.SettledAsync();

        await AnnotateAsync(world, RunAt, new string('x', 200_000));

        var told = await world.UntilIngestionAsync("analytics", item => Requested(item) is not null);
        Assert.StartsWith("its value is longer than 2500 characters", Requested(told).Text("message"), StringComparison.Ordinal);
        Assert.InRange(Requested(told).Text("requestedAt")!.Length, 1, 64);
        Assert.Empty((await world.Api.GetAsync(Jobs, Cancelled)).Items("items"));

        await AnnotateAsync(world, RunAt, "one");

        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == "one");
        Assert.Single((await world.Api.GetAsync(Jobs, Cancelled)).Items("items"));
    }

    [Fact]
    public async Task A_value_of_200_KB_that_asks_for_a_reconcile_is_answered_and_its_echo_is_short()
    {
        await using var world = await StoryWorld.SettledAsync();

        await AnnotateAsync(world, ReconcileAt, new string('x', 200_000));

        var answered = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledReconcileAt") is not null);
        Assert.InRange(answered.Text("status", "lastHandledReconcileAt")!.Length, 1, 200);
    }

    /// <summary>The name of a request's Job can be foretold; a Job that somebody gave it is not the run.</summary>
    [Fact]
    public async Task A_strangers_Job_of_the_requests_name_does_not_count_as_the_run()
    {
        var name = RequestedRun.NameOf(new Selection("marts", "analytics-marts", null, null, null), "one");
        await using var world = await StoryWorld.SettledAsync();
        await world.Api.CreateAsync(Jobs, Stranger(name), Cancelled);

        await AnnotateAsync(world, RunAt, "one");

        var waits = await world.UntilIngestionAsync("analytics", item => Requested(item)?.Text("message") is not null);
        Assert.Equal(
            $"a Job of its name, {name}, exists and belongs to somebody who left no owner reference; delete that Job, or ask again with another value, which gives another name",
            Requested(waits).Text("message"));
        Assert.Null(waits.Text("status", "lastHandledRunAt"));

        await AnnotateAsync(world, RunAt, "two");
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == "two");
    }

    private static JsonObject Stranger(string name) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = StoryWorld.Namespace },
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject { ["restartPolicy"] = "Never", ["containers"] = new JsonArray(new JsonObject { ["name"] = "theirs", ["image"] = "theirs:1" }) },
            },
        },
    };

    private static Task<JsonObject?> AnnotateAsync(StoryWorld world, string annotation, string value) => world.Api.PatchAsync(
        $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics",
        new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [annotation] = value } } }, Cancelled);

    private static JsonObject? Requested(JsonObject ingestion) => ingestion.Items("status", "ingestions").First()["requestedRun"] as JsonObject;
}
