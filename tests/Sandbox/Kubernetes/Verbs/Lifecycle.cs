using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Cleanup;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>What holds an object back when it is deleted.</summary>
internal static class Lifecycle
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";

    /// <summary>A namespace stays until its content is gone, which its spec.finalizers say.</summary>
    public static bool IsHeld(ResourceType type, JsonObject content) =>
        type is { Group: "", Kind: "Namespace" } && content["spec"]?["finalizers"] is JsonArray { Count: > 0 };

    /// <summary>The finalizers that a deletion with this propagation leaves on the object.</summary>
    public static IReadOnlyList<string> Finalizers(ResourceType type, JsonObject content, string propagation)
    {
        IEnumerable<string> own = content.Finalizers().Where(static item => item is not (Foreground or Orphan));
        if (type.Kind == "CustomResourceDefinition")
        {
            own = own.Append(DefinitionCleanup.Finalizer).Distinct();
        }

        return propagation switch
        {
            "Foreground" => [.. own, Foreground],
            "Orphan" => [.. own, Orphan],
            _ => [.. own],
        };
    }

    /// <summary>A copy that waits for its finalizers.</summary>
    public static JsonObject Terminating(ResourceType type, JsonObject content, IReadOnlyList<string> finalizers, string now)
    {
        var copy = (JsonObject)content.DeepClone();
        copy.SetFinalizers(finalizers);
        var metadata = copy.Metadata();
        if (!content.IsBeingDeleted())
        {
            metadata["deletionTimestamp"] = now;
            metadata["deletionGracePeriodSeconds"] = 0;
            if (BuiltInResources.HasGeneration(type))
            {
                metadata["generation"] = content.Generation() + 1;
            }
        }

        if (type is { Group: "", Kind: "Namespace" })
        {
            copy["status"] = new JsonObject { ["phase"] = "Terminating" };
        }

        return copy;
    }
}
