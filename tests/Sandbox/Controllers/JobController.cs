using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Sandbox.Controllers;

/// <summary>
/// Stands in for the Job controller: makes a pod for each attempt, counts how they end, and closes the Job with the
/// conditions that the real one writes.
/// </summary>
internal sealed class JobController(ApiConnection api, TimeProvider time, Func<double> random)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var changed = Channel.CreateUnbounded<string>();
        var jobs = new Reflector(api, "/apis/batch/v1/jobs", changed.Writer, time);
        var pods = new Reflector(api, "/api/v1/pods", changed.Writer, time);
        await Task.WhenAll(
            jobs.RunAsync(cancellationToken),
            pods.RunAsync(cancellationToken),
            Pulse.RunAsync(changed.Reader, Tick, time, token => SyncAllAsync(jobs, pods, token), cancellationToken));
    }

    private async Task SyncAllAsync(Reflector jobs, Reflector pods, CancellationToken cancellationToken)
    {
        var podsOf = pods.All().ToLookup(pod => pod.ControllerUid("Job"));
        foreach (var job in jobs.All().Where(job => !job.IsBeingDeleted()))
        {
            if (JobConditions.IsFinished(job))
            {
                await RemoveExpiredAsync(job, cancellationToken);
            }
            else if (!job.Flag("spec", "suspend"))
            {
                await SyncAsync(job, [.. podsOf[job.UidOf()]], jobs, pods, cancellationToken);
            }
        }
    }

    private async Task SyncAsync(JsonObject job, IReadOnlyList<JsonObject> pods, Reflector jobs, Reflector known, CancellationToken cancellationToken)
    {
        var next = JobProgress.Of(job, pods, time.GetUtcNow());
        foreach (var pod in next.Delete)
        {
            await api.DeleteAsync($"/api/v1/namespaces/{pod.NamespaceOf()}/pods/{pod.NameOf()}", cancellationToken);
        }

        if (next.StartPod)
        {
            var pod = JobPods.PodFor(job, random);
            if (await api.CreateAsync($"/api/v1/namespaces/{job.NamespaceOf()}/pods", pod, cancellationToken) is { } created)
            {
                known.Remember(created);
            }
        }

        if (!JsonNode.DeepEquals(next.Status, job["status"])
            && await PublishAsync(job, next.Status, cancellationToken) is { } patched)
        {
            jobs.Remember(patched);
        }
    }

    private Task<JsonObject?> PublishAsync(JsonObject job, JsonObject status, CancellationToken cancellationToken)
    {
        var patch = status.DeepClone().AsObject();
        patch.TryAdd("active", null);
        return api.PatchAsync(Path(job) + "/status", new JsonObject { ["status"] = patch }, cancellationToken);
    }

    private async Task RemoveExpiredAsync(JsonObject job, CancellationToken cancellationToken)
    {
        if (job.Number("spec", "ttlSecondsAfterFinished") is { } seconds
            && JobConditions.FinishedAt(job) is { } finished
            && time.GetUtcNow() >= finished.AddSeconds(seconds))
        {
            await api.DeleteAsync(Path(job), cancellationToken);
        }
    }

    private static string Path(JsonObject job) => $"/apis/batch/v1/namespaces/{job.NamespaceOf()}/jobs/{job.NameOf()}";
}
