using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Sandbox.Controllers;

/// <summary>
/// Stands in for the CronJob controller: starts a Job for the newest slot that is due, minds suspend, deadline and
/// concurrency policy, keeps the status and the history limits.
/// </summary>
internal sealed class CronJobController(ApiConnection api, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var changed = Channel.CreateUnbounded<string>();
        var cronJobs = new Reflector(api, "/apis/batch/v1/cronjobs", changed.Writer, time);
        var jobs = new Reflector(api, "/apis/batch/v1/jobs", changed.Writer, time);
        await Task.WhenAll(
            cronJobs.RunAsync(cancellationToken),
            jobs.RunAsync(cancellationToken),
            Pulse.RunAsync(changed.Reader, Tick, time, token => SyncAllAsync(cronJobs, jobs, token), cancellationToken));
    }

    private async Task SyncAllAsync(Reflector cronJobs, Reflector jobs, CancellationToken cancellationToken)
    {
        var jobsOf = jobs.All().ToLookup(job => job.ControllerUid("CronJob"));
        foreach (var cronJob in cronJobs.All().Where(cronJob => !cronJob.IsBeingDeleted()))
        {
            await SyncAsync(cronJob, [.. jobsOf[cronJob.UidOf()]], cronJobs, jobs, cancellationToken);
        }
    }

    private async Task SyncAsync(JsonObject cronJob, IReadOnlyList<JsonObject> jobs, Reflector cronJobs, Reflector known, CancellationToken cancellationToken)
    {
        var next = CronJobProgress.Of(cronJob, jobs, time.GetUtcNow());
        foreach (var job in next.Delete)
        {
            await api.DeleteAsync($"/apis/batch/v1/namespaces/{job.NamespaceOf()}/jobs/{job.NameOf()}", cancellationToken);
        }

        var status = next.Start is { } slot ? await StartAsync(cronJob, slot, jobs, known, cancellationToken) : next.Status;
        if (!JsonNode.DeepEquals(status, cronJob["status"]) && await PublishAsync(cronJob, status, cancellationToken) is { } patched)
        {
            cronJobs.Remember(patched);
        }
    }

    private async Task<JsonObject> StartAsync(
        JsonObject cronJob, DateTimeOffset slot, IReadOnlyList<JsonObject> jobs, Reflector known, CancellationToken cancellationToken)
    {
        var path = $"/apis/batch/v1/namespaces/{cronJob.NamespaceOf()}/jobs";
        if (await api.CreateAsync(path, CronJobJobs.JobFor(cronJob, slot), cancellationToken) is { } started)
        {
            known.Remember(started);
            jobs = [.. jobs, started];
        }

        // A Job that was there already has taken the slot all the same.
        var status = CronJobProgress.Of(cronJob, jobs, time.GetUtcNow()).Status;
        status["lastScheduleTime"] = slot.Rfc3339();
        return status;
    }

    private Task<JsonObject?> PublishAsync(JsonObject cronJob, JsonObject status, CancellationToken cancellationToken)
    {
        var patch = status.DeepClone().AsObject();
        patch.TryAdd("active", null);
        return api.PatchAsync(
            $"/apis/batch/v1/namespaces/{cronJob.NamespaceOf()}/cronjobs/{cronJob.NameOf()}/status", new JsonObject { ["status"] = patch }, cancellationToken);
    }
}
