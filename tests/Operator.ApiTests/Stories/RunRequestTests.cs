using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.Demo;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>Somebody wants a run now, and says so by an annotation.</summary>
public sealed class RunRequestTests
{
    private const string OperatorAgent = "dbt-cloud-ingestion-operator";
    private const string Jobs = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/jobs";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_filter_runs_once_and_the_request_is_echoed()
    {
        await using var world = await SettledAsync(twoFilters: true);
        world.StartControllers();

        await AskAsync(world, "one");

        var ingestion = await world.UntilIngestionAsync("analytics", item =>
            item.Text("status", "lastHandledRunAt") == "one" && item.Items("status", "ingestions").All(filter => filter.Text("lastRun", "result") == "Succeeded"));
        Assert.All(ingestion.Items("status", "ingestions"), filter => Assert.Equal("Requested", filter.Text("lastRun", "trigger")));
        var jobs = (await world.Api.GetAsync(Jobs, Cancelled)).Items("items").ToList();
        Assert.Equal(2, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(("CronJob", "one"), (job.Items("metadata", "ownerReferences").Single().Text("kind"), job.At("metadata", "annotations").Text("metadata-ingestion.io/requested-at"))));
    }

    [Fact]
    public async Task The_schedule_pauses_while_it_runs()
    {
        await using var world = await SettledAsync();
        await AskAsync(world, "one");
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == "one");
        Assert.True((await world.CronJobAsync("analytics-marts")).Flag("spec", "suspend"));

        world.StartControllers();

        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        await world.UntilAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", "analytics-marts", item => !item.Flag("spec", "suspend"));
    }

    [Fact]
    public async Task It_waits_for_another_run_to_end_and_says_so()
    {
        await using var world = await SettledAsync();
        await world.Api.CreateAsync(Jobs, ManualJob.Of((await world.CronJobAsync("analytics-marts"))!, "by-hand"), Cancelled);
        await world.UntilAsync($"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs", "analytics-marts", item => item.Flag("spec", "suspend"));

        await AskAsync(world, "one");
        var waiting = await world.UntilIngestionAsync("analytics", item => Requested(item).Text("message") is not null);
        Assert.Equal("it starts once Job by-hand has ended", Requested(waiting).Text("message"));
        Assert.Null(waiting.Text("status", "lastHandledRunAt"));
        world.StartControllers();

        var done = await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == "one");
        Assert.Null(Requested(done).Text("message"));
    }

    [Fact]
    public async Task A_suspended_one_runs_when_it_is_asked_for()
    {
        await using var world = await SettledAsync(change: ingestion => ingestion["spec"]!["suspend"] = true);
        world.StartControllers();

        await AskAsync(world, "one");

        await world.UntilConditionAsync("analytics", "LastRunSucceeded", "Succeeded");
        Assert.True((await world.CronJobAsync("analytics-marts")).Flag("spec", "suspend"));
    }

    [Fact]
    public async Task Neither_a_restart_nor_a_forgotten_status_starts_it_again()
    {
        await using var world = await SettledAsync();
        await AskAsync(world, "one");
        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == "one");
        await world.StopOperatorAsync();
        await world.Api.PatchAsync(
            $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics/status",
            new JsonObject { ["status"] = new JsonObject { ["lastHandledRunAt"] = null, ["ingestions"] = null } }, Cancelled);
        world.Kubernetes.Requests.Clear();

        await world.StartOperatorAsync();

        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == "one");
        Assert.Single((await world.Api.GetAsync(Jobs, Cancelled)).Items("items"));
        Assert.DoesNotContain(world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent), request => request.Path.EndsWith("/jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Job_that_is_deleted_before_the_status_tells_of_it_does_not_start_again()
    {
        await using var world = await SettledAsync();
        var refused = 0;
        world.Kubernetes.Faults.Before = async (request, cancelled) =>
        {
            if (request.Method == "PATCH" && request.Path.EndsWith("/status", StringComparison.Ordinal) && Interlocked.Increment(ref refused) == 1)
            {
                var job = (await world.Api.GetAsync(Jobs, cancelled)).Items("items").Single();
                await world.Api.DeleteAsync($"{Jobs}/{job.NameOf()}", cancelled);
                world.Kubernetes.Faults.FailNext(1, other => other == request, 503);
            }
        };
        world.Kubernetes.Requests.Clear();

        await AskAsync(world, "one");

        await world.UntilIngestionAsync("analytics", item => item.Text("status", "lastHandledRunAt") == "one");
        Assert.Empty((await world.Api.GetAsync(Jobs, Cancelled)).Items("items"));
        Assert.Single(world.Kubernetes.Requests.WritesBesideLeases(OperatorAgent), request => request.Path.EndsWith("/jobs", StringComparison.Ordinal));
    }

    private static async Task<StoryWorld> SettledAsync(bool twoFilters = false, Action<JsonObject>? change = null)
    {
        var world = await StoryWorld.StartAsync();
        await world.ApplySecretsAsync();
        await world.ApplyAsync(world.Ingestion("analytics", ingestion =>
        {
            change?.Invoke(ingestion);
            if (twoFilters)
            {
                ingestion["spec"]!["filters"]!.AsArray().Add(new JsonObject { ["name"] = "staging", ["projectId"] = 98766 });
            }
        }));
        await world.StartOperatorAsync();
        await world.UntilReadyAsync("analytics");
        return world;
    }

    private static Task<JsonObject?> AskAsync(StoryWorld world, string value) => world.Api.PatchAsync(
        $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{StoryWorld.Namespace}/dbtcloudingestions/analytics",
        new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["metadata-ingestion.io/run-at"] = value } } }, Cancelled);

    private static JsonObject? Requested(JsonObject ingestion) => ingestion.Items("status", "ingestions").First()["requestedRun"] as JsonObject;
}
