using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server generates for new objects, and keeps for them when an update leaves it out.</summary>
internal static class Creation
{
    public static void Prepare(string kind, JsonObject obj)
    {
        switch (kind)
        {
            case "Job": SelectOwnPods(obj); break;
            case "Pod": obj["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QosClassOf(obj.Map("spec")) }; break;
            case "Namespace": obj.Ensure("spec").SetIfAbsent("finalizers", new JsonArray("kubernetes")); break;
            case "Service": AllocateAddress(obj); break;
            case "CustomResourceDefinition": RememberStoredVersion(obj); break;
        }
    }

    public static void Carry(string kind, JsonObject obj, JsonObject old)
    {
        switch (kind)
        {
            case "Job": CarryFields(obj, old, "selector"); break;
            case "Service": CarryFields(obj, old, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"); break;
            case "Namespace": CarryFields(obj, old, "finalizers"); break;
        }
    }

    private static void CarryFields(JsonObject obj, JsonObject old, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (old.Map("spec")?[name] is { } value)
            {
                obj.Ensure("spec").SetIfAbsent(name, value.DeepClone());
            }
        }
    }

    /// <summary>A Job finds its pods by a label with its own uid; the names without a prefix are the old ones, kept for readers.</summary>
    private static void SelectOwnPods(JsonObject job)
    {
        if (job.Map("spec") is not { } spec || spec.Flag("manualSelector") == true)
        {
            return;
        }

        var (uid, name) = (job.Map("metadata").Text("uid") ?? "", job.Map("metadata").Text("name") ?? "");
        var labels = spec.Ensure("template").Ensure("metadata").Ensure("labels");

        // Where the Job took its labels from the template, the server holds both as one map: what comes to one comes to the other.
        var shared = JsonNode.DeepEquals(job.Map("metadata")?["labels"], labels);
        labels["controller-uid"] = uid;
        labels["job-name"] = name;
        labels["batch.kubernetes.io/controller-uid"] = uid;
        labels["batch.kubernetes.io/job-name"] = name;
        if (shared)
        {
            job.Ensure("metadata")["labels"] = labels.DeepClone();
        }

        spec.Ensure("selector").Ensure("matchLabels")["batch.kubernetes.io/controller-uid"] = uid;
    }

    private static string QosClassOf(JsonObject? spec)
    {
        var containers = spec.Maps("containers").Concat(spec.Maps("initContainers")).Select(container => container.Map("resources")).ToList();
        if (containers.TrueForAll(resources => resources.Map("requests") is not { Count: > 0 } && resources.Map("limits") is not { Count: > 0 }))
        {
            return "BestEffort";
        }

        return containers.TrueForAll(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(JsonObject? resources) => ((string[])["cpu", "memory"]).All(name =>
        resources.Map("limits").Text(name) is { } limit && resources.Map("requests").Text(name) == limit);

    private static void AllocateAddress(JsonObject service)
    {
        if (service.Map("spec") is not { } spec || spec.Text("type") == "ExternalName")
        {
            return;
        }

        var uid = service.Map("metadata").Text("uid") ?? "";
        var address = Guid.TryParse(uid, out var guid) ? $"10.96.{guid.ToByteArray()[0]}.{guid.ToByteArray()[1]}" : "10.96.0.10";
        spec.SetIfAbsent("clusterIP", address);
        spec.SetIfAbsent("clusterIPs", new JsonArray(spec.Text("clusterIP")));
        spec.SetIfAbsent("ipFamilies", new JsonArray("IPv4"));
        spec.SetIfAbsent("ipFamilyPolicy", "SingleStack");
    }

    private static void RememberStoredVersion(JsonObject crd)
    {
        if (crd.Map("spec").Maps("versions").FirstOrDefault(version => version.Flag("storage") == true).Text("name") is { } stored)
        {
            crd.Ensure("status")["storedVersions"] = new JsonArray(stored);
        }
    }
}
