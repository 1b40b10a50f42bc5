using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Cleanup;

/// <summary>Who owns an object, as far as garbage collection cares.</summary>
internal sealed record OwnerReference(string Uid, bool Blocks)
{
    public static IReadOnlyList<OwnerReference> Of(StoredObject? stored) =>
        stored?.Content["metadata"]?["ownerReferences"] is JsonArray list
            ? [.. list.OfType<JsonObject>().Select(static owner => new OwnerReference(owner.Text("uid"), owner["blockOwnerDeletion"] is JsonValue blocks && (bool)blocks))]
            : [];
}
