using System.Text.Json.Nodes;

namespace Sandbox.Controllers;

/// <summary>The pod of a Job's next attempt.</summary>
internal static class JobPods
{
    /// <summary>Letters of generated names: no vowels, so that no words arise.</summary>
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    public static JsonObject PodFor(JsonObject job, Func<double> random)
    {
        var pod = job.At("spec", "template")!.DeepClone().AsObject();
        var metadata = pod["metadata"] as JsonObject ?? [];
        metadata["name"] = $"{job.NameOf()}-{Suffix(random)}";
        metadata["namespace"] = job.NamespaceOf();
        metadata["ownerReferences"] = new JsonArray(Owner(job, "batch/v1", "Job"));
        metadata.Remove("creationTimestamp");
        pod["metadata"] = metadata;
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        return pod;
    }

    public static JsonObject Owner(JsonObject owner, string apiVersion, string kind) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["name"] = owner.NameOf(),
        ["uid"] = owner.UidOf(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    private static string Suffix(Func<double> random) =>
        string.Concat(Enumerable.Range(0, 5).Select(_ => Letters[(int)(random() * Letters.Length)]));
}
