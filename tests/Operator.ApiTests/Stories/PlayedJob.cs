using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Stories;

/// <summary>A scheduled Job of a CronJob; the story itself plays its controller, the scheduler and the kubelet, word for word.</summary>
internal sealed class PlayedJob
{
    private static int s_slots;
    private readonly ApiConnection api;
    private readonly JsonObject job;
    private string podName = "";

    private PlayedJob(ApiConnection api, JsonObject job) => (this.api, this.job) = (api, job);

    public string Name => job.NameOf();

    public string Uid => job.UidOf();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Now => TimeProvider.System.GetUtcNow().Rfc3339();

    private string Path => $"/apis/batch/v1/namespaces/{job.NamespaceOf()}/jobs/{Name}";

    private string PodPath => $"/api/v1/namespaces/{job.NamespaceOf()}/pods/{podName}";

    /// <summary>Made by the CronJob controller and taken up by the Job controller, which has not made a pod yet.</summary>
    public static async Task<PlayedJob> BegunAsync(ApiConnection api, JsonObject cronJob)
    {
        var played = await MadeAsync(api, cronJob);
        await played.StatusAsync(new JsonObject { ["startTime"] = Now, ["active"] = 0 });
        return played;
    }

    /// <summary>Begun, and its pod runs.</summary>
    public static async Task<PlayedJob> RunningAsync(ApiConnection api, JsonObject cronJob)
    {
        var played = await MadeAsync(api, cronJob);
        await played.StatusAsync(new JsonObject { ["startTime"] = Now, ["active"] = 1 });
        await played.PodAsync("""{"phase":"Running"}""");
        return played;
    }

    /// <summary>A Job that the operator has made, taken up, and its pod runs.</summary>
    public static async Task<PlayedJob> TakenUpAsync(ApiConnection api, string name)
    {
        var played = new PlayedJob(api, (await api.GetAsync($"{RunStories.JobsPath}/{name}", Cancelled))!);
        await played.StatusAsync(new JsonObject { ["startTime"] = Now, ["active"] = 1 });
        await played.PodAsync("""{"phase":"Running"}""");
        return played;
    }

    /// <summary>Somebody made it; the Job controller takes it up and has not made a pod yet.</summary>
    public static async Task<PlayedJob> TakenUpAsync(ApiConnection api, JsonObject job)
    {
        var played = new PlayedJob(api, job);
        await played.StatusAsync(new JsonObject { ["startTime"] = Now, ["active"] = 0 });
        return played;
    }

    private static async Task<PlayedJob> MadeAsync(ApiConnection api, JsonObject cronJob)
    {
        // Slots of one story are minutes apart, as names of Jobs are.
        var slot = TimeProvider.System.GetUtcNow().AddMinutes(Interlocked.Increment(ref s_slots));
        var job = await api.CreateAsync($"/apis/batch/v1/namespaces/{cronJob.NamespaceOf()}/jobs", CronJobJobs.JobFor(cronJob, slot), Cancelled);
        return new PlayedJob(api, job!);
    }

    /// <summary>The Job controller's event, of which it repeats the words with another made-up name at each attempt.</summary>
    public Task RefusePodAsync(string why, int attempt) => api.CreateAsync(
        $"/api/v1/namespaces/{job.NamespaceOf()}/events",
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = $"{Name}.{attempt}" },
            ["involvedObject"] = new JsonObject { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["namespace"] = job.NamespaceOf(), ["name"] = Name, ["uid"] = Uid },
            ["type"] = "Warning",
            ["reason"] = "FailedCreate",
            ["message"] = $"Error creating: pods \"{Name}-{attempt}\" is forbidden: {why}",
        },
        Cancelled);

    /// <summary>The pod as the scheduler or the kubelet leaves it; made when there is none yet.</summary>
    public async Task PodAsync(string status)
    {
        if (podName.Length == 0)
        {
            var pod = JobPods.PodFor(job, () => 0.5);
            podName = pod.NameOf();
            await api.CreateAsync($"/api/v1/namespaces/{job.NamespaceOf()}/pods", pod, Cancelled);
            await StatusAsync(new JsonObject { ["active"] = 1 });
        }

        await PatchAsync(PodPath, JsonNode.Parse(status)!);
    }

    /// <summary>The ingestion container has ended so.</summary>
    public Task ContainerEndsAsync(int exitCode, string reason, string message = "") => PodAsync(
        $$$"""{"phase":"{{{(exitCode == 0 ? "Succeeded" : "Failed")}}}","containerStatuses":[{"name":"ingestion","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":{{{exitCode}}},"reason":"{{{reason}}}","message":{{{JsonValue.Create(message).ToJsonString()}}}} } }]}""");

    /// <summary>The init container has ended so, and with it the pod unless it ended well.</summary>
    public Task FetchEndsAsync(int exitCode, string message, string reason = "") => PodAsync(
        $$$"""
        {"phase":"{{{(exitCode == 0 ? "Pending" : "Failed")}}}",
         "initContainerStatuses":[{"name":"fetch-artifacts","image":"o","imageID":"","ready":{{{(exitCode == 0 ? "true" : "false")}}},"restartCount":0,"state":{"terminated":{
           "exitCode":{{{exitCode}}},"reason":"{{{(reason.Length > 0 ? reason : exitCode == 0 ? "Completed" : "Error")}}}","finishedAt":"{{{Now}}}","message":{{{JsonValue.Create(message).ToJsonString()}}} } } }],
         "containerStatuses":[{"name":"ingestion","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"waiting":{"reason":"PodInitializing"} } }]}
        """);

    public Task DeletePodAsync() => api.DeleteAsync(PodPath, Cancelled);

    public Task DeleteAsync() => api.DeleteAsync(Path, Cancelled);

    public Task SucceedsAsync() => StatusAsync(Ended("succeeded", "Complete", "CompletionsReached", withCompletionTime: true));

    public Task FailsAsync(string reason = "BackoffLimitExceeded") => StatusAsync(Ended("failed", "Failed", reason, withCompletionTime: false));

    private static JsonObject Ended(string count, string type, string reason, bool withCompletionTime)
    {
        var now = TimeProvider.System.GetUtcNow();
        var status = new JsonObject
        {
            ["active"] = null,
            [count] = 1,
            ["conditions"] = new JsonArray(JobConditions.Make(type == "Complete" ? "SuccessCriteriaMet" : "FailureTarget", reason, "", now), JobConditions.Make(type, reason, "", now)),
        };
        if (withCompletionTime)
        {
            status["completionTime"] = now.Rfc3339();
        }

        return status;
    }

    private Task StatusAsync(JsonObject status) => PatchAsync(Path, status);

    private async Task PatchAsync(string path, JsonNode status) =>
        Assert.NotNull(await api.PatchAsync(path + "/status", new JsonObject { ["status"] = status }, Cancelled));
}
