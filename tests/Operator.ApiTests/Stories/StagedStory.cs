using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>How stories of staged runs begin, and how their slots come: the operator's own verb fetches, and the story plays the CronJob controller.</summary>
internal static class StagedStory
{
    public const string CronJobsPath = $"/apis/batch/v1/namespaces/{StoryWorld.Namespace}/cronjobs";

    private static int s_slots;

    public static string MartsRun { get; } = DemoWorld.MartsRun.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Runs that would bring nothing new are left out.</summary>
    public static void SkipsUnchanged(JsonObject ingestion) => ingestion["spec"]!["artifacts"] = new JsonObject { ["skipUnchanged"] = true };

    /// <summary>A world in which analytics is ready, leaves out what is not new, and has run once.</summary>
    public static async Task<StoryWorld> IngestedAsync(Action<JsonObject>? change = null)
    {
        var world = await StoryWorld.SettledAsync(ingestion =>
        {
            SkipsUnchanged(ingestion);
            change?.Invoke(ingestion);
        });
        world.StartControllers();
        await EndsAsync(world, await SlotAsync(world), "Succeeded");
        return world;
    }

    /// <summary>The next slot has come: a Job of the CronJob as it is now.</summary>
    public static async Task<string> SlotAsync(StoryWorld world)
    {
        // Slots of one story are minutes apart, as names of Jobs are.
        var slot = TimeProvider.System.GetUtcNow().AddMinutes(Interlocked.Increment(ref s_slots));
        return (await world.Api.CreateAsync(RunStories.JobsPath, CronJobJobs.JobFor(await RunStories.CronJobAsync(world), slot), Cancelled))!.NameOf();
    }

    /// <summary>A slot comes and goes without an operator.</summary>
    public static async Task<string> SlotUnseenAsync(StoryWorld world)
    {
        var job = await SlotAsync(world);
        await world.UntilAsync(RunStories.JobsPath, job, JobConditions.IsFinished);
        return job;
    }

    /// <summary>Until the status has this run, ended so.</summary>
    public static async Task<JsonObject> EndsAsync(StoryWorld world, string job, string result)
    {
        var told = await world.UntilIngestionAsync("analytics", item => LastRun(item)?.Text("job") == job && LastRun(item)?.Text("result") is not ("Running" or null));
        Assert.Equal((job, result), (job, LastRun(told)?.Text("result")));
        return told;
    }

    public static JsonObject Filter(JsonObject ingestion) => ingestion.Items("status", "ingestions").Single();

    public static JsonObject? LastRun(JsonObject ingestion) => ingestion.Items("status", "ingestions").SingleOrDefault()?["lastRun"] as JsonObject;

    /// <summary>What the next pod will find as the mark of the last success.</summary>
    public static async Task<string?> MarkAsync(StoryWorld world) =>
        (await RunStories.CronJobAsync(world)).At("spec", "jobTemplate", "spec", "template", "metadata", "annotations").Text("metadata-ingestion.io/ingested");

    /// <summary>What arrived of tests: "5 Success, 1 Failed", or "" for none.</summary>
    public static string TestResults(StoryWorld world)
    {
        lock (world.OpenMetadata.Catalog.Gate)
        {
            return string.Join(", ", world.OpenMetadata.Catalog.TestResults.CountBy(result => result.Result.Text("testCaseStatus") ?? "").OrderByDescending(count => count.Key).Select(count => $"{count.Value} {count.Key}"));
        }
    }

    /// <summary>How often an ingestion, and not the operator, has begun to speak to OpenMetadata.</summary>
    public static int Ingestions(StoryWorld world) => world.OpenMetadata.Requests.All
        .Count(request => !request.UserAgent.StartsWith("dbt-cloud-ingestion-operator", StringComparison.Ordinal) && request.Method == "PUT" && request.Path.Contains("/pipelineStatus", StringComparison.Ordinal) && request.Body.Contains("running", StringComparison.Ordinal));
}
