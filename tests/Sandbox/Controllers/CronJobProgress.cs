using System.Text.Json.Nodes;

namespace Sandbox.Controllers;

/// <summary>What the CronJob controller does next: the pure part.</summary>
/// <param name="Start">The slot for which a Job is due now; null for none.</param>
internal sealed record CronJobProgress(JsonObject Status, DateTimeOffset? Start, IReadOnlyList<JsonObject> Delete)
{
    public static CronJobProgress Of(JsonObject cronJob, IReadOnlyList<JsonObject> jobs, DateTimeOffset now)
    {
        var active = jobs.Where(job => !JobConditions.IsFinished(job)).OrderBy(job => job.NameOf(), StringComparer.Ordinal).ToList();
        return new(StatusOf(cronJob, jobs, active), DueSlot(cronJob, active, now), Superfluous(cronJob, jobs));
    }

    private static JsonObject StatusOf(JsonObject cronJob, IReadOnlyList<JsonObject> jobs, List<JsonObject> active)
    {
        var status = new JsonObject();
        if (active.Count > 0)
        {
            status["active"] = new JsonArray([.. active.Select(Reference)]);
        }

        if (cronJob.Text("status", "lastScheduleTime") is { } last)
        {
            status["lastScheduleTime"] = last;
        }

        var succeeded = jobs.Where(JobConditions.Succeeded).Select(JobConditions.FinishedAt).Append(cronJob.Instant("status", "lastSuccessfulTime")).Max();
        if (succeeded is { } instant)
        {
            status["lastSuccessfulTime"] = instant.Rfc3339();
        }

        return status;
    }

    private static JsonNode Reference(JsonObject job) => new JsonObject
    {
        ["kind"] = "Job",
        ["namespace"] = job.NamespaceOf(),
        ["name"] = job.NameOf(),
        ["uid"] = job.UidOf(),
        ["apiVersion"] = "batch/v1",
        ["resourceVersion"] = job.Text("metadata", "resourceVersion"),
    };

    private static DateTimeOffset? DueSlot(JsonObject cronJob, List<JsonObject> active, DateTimeOffset now)
    {
        if (cronJob.Flag("spec", "suspend") || (cronJob.Text("spec", "concurrencyPolicy") == "Forbid" && active.Count > 0))
        {
            return null;
        }

        var created = cronJob.Instant("metadata", "creationTimestamp") ?? now;
        var since = cronJob.Instant("status", "lastScheduleTime") is { } last && last > created ? last : created;
        var deadline = cronJob.Number("spec", "startingDeadlineSeconds");
        if (deadline is { } seconds && now.AddSeconds(-seconds) > since)
        {
            since = now.AddSeconds(-seconds);
        }

        return NewestSlot(cronJob, since, now);
    }

    private static DateTimeOffset? NewestSlot(JsonObject cronJob, DateTimeOffset since, DateTimeOffset now)
    {
        DateTimeOffset? newest = null;
        var slot = CronJobJobs.Next(cronJob, since);
        for (var missed = 0; slot <= now && missed < 1000; missed++)
        {
            newest = slot;
            slot = CronJobJobs.Next(cronJob, slot.Value);
        }

        return newest;
    }

    private static List<JsonObject> Superfluous(JsonObject cronJob, IReadOnlyList<JsonObject> jobs)
    {
        var finished = jobs.Where(job => JobConditions.IsFinished(job) && !job.IsBeingDeleted()).OrderByDescending(JobConditions.FinishedAt).ToLookup(JobConditions.Succeeded);
        return
        [
            .. finished[true].Skip((int)(cronJob.Number("spec", "successfulJobsHistoryLimit") ?? 3)),
            .. finished[false].Skip((int)(cronJob.Number("spec", "failedJobsHistoryLimit") ?? 1)),
        ];
    }
}
