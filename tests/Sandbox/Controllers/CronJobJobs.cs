using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;

namespace Sandbox.Controllers;

/// <summary>The Job of one slot of a CronJob's schedule.</summary>
internal static class CronJobJobs
{
    public static JsonObject JobFor(JsonObject cronJob, DateTimeOffset slot)
    {
        var template = cronJob.At("spec", "jobTemplate")!.DeepClone().AsObject();
        var annotations = template.At("metadata", "annotations")?.DeepClone().AsObject() ?? [];
        annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"] = slot.Rfc3339();
        return new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                // The real controller counts minutes, so that one slot can never start two Jobs.
                ["name"] = $"{cronJob.NameOf()}-{slot.ToUnixTimeSeconds() / 60}",
                ["namespace"] = cronJob.NamespaceOf(),
                ["labels"] = template.At("metadata", "labels")?.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(JobPods.Owner(cronJob, "batch/v1", "CronJob")),
            },
            ["spec"] = template["spec"]!.DeepClone(),
        };
    }

    public static DateTimeOffset? Next(JsonObject cronJob, DateTimeOffset after) =>
        CronSchedule.Parse(cronJob.Text("spec", "schedule") ?? "", out _)?.Next(after, Zone(cronJob.Text("spec", "timeZone")));

    private static TimeZoneInfo Zone(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
