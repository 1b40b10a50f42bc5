using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>What kubectl makes of <c>create job --from=cronjob/…</c>.</summary>
internal static class ManualJob
{
    public static JsonObject Of(JsonObject cronJob, string name)
    {
        var template = cronJob.At("spec", "jobTemplate")!.DeepClone().AsObject();
        var annotations = template.At("metadata", "annotations")?.DeepClone().AsObject() ?? [];
        annotations["cronjob.kubernetes.io/instantiate"] = "manual";
        var owner = JobPods.Owner(cronJob, "batch/v1", "CronJob");
        owner.Remove("blockOwnerDeletion");
        return new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = cronJob.NamespaceOf(),
                ["labels"] = template.At("metadata", "labels")?.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(owner),
            },
            ["spec"] = template["spec"]!.DeepClone(),
        };
    }
}
