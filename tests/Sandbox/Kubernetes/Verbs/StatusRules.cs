using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>What of an object the main resource and its status subresource may write.</summary>
internal static class StatusRules
{
    public static void DropForCreate(ResourceType type, JsonObject content)
    {
        if (!type.HasStatus)
        {
            return;
        }

        content.Remove("status");
        if (type.Rules.Empty()["status"] is { } initial)
        {
            content["status"] = initial.DeepClone();
        }
    }

    /// <summary>Puts back from the old object what the request may not change.</summary>
    public static JsonObject Keep(ResourceType type, string subresource, JsonObject changed, JsonObject old)
    {
        if (subresource == "status")
        {
            return OnlyStatus(type, changed, old);
        }

        if (type.HasStatus)
        {
            Copy(old, changed, "status");
        }

        return changed;
    }

    private static JsonObject OnlyStatus(ResourceType type, JsonObject changed, JsonObject old)
    {
        if (!type.IsCustom)
        {
            Copy(old, changed, "spec");
            Copy(old.Metadata(), changed.Metadata(), "ownerReferences");
            Copy(old.Metadata(), changed.Metadata(), "finalizers");
            return changed;
        }

        var result = (JsonObject)old.DeepClone();
        Copy(changed, result, "status");
        Copy(changed.Metadata(), result.Metadata(), "managedFields");
        return result;
    }

    private static void Copy(JsonObject from, JsonObject to, string field)
    {
        if (from[field] is { } value)
        {
            to[field] = value.DeepClone();
        }
        else
        {
            to.Remove(field);
        }
    }
}
