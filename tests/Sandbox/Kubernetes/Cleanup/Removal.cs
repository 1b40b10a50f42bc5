using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;

namespace Sandbox.Kubernetes.Cleanup;

/// <summary>Deletes and edits objects on the server's own account.</summary>
internal sealed class Removal(Registry registry, Delete delete)
{
    private static readonly DeleteOptions s_background = new("Background", "", "", false);
    private static readonly DeleteOptions s_foreground = s_background with { Propagation = "Foreground" };

    public void DeleteObject(Collection collection, ObjectKey key, string uid, bool foreground = false)
    {
        if (registry.Catalog.FindStorage(collection.Name) is not { } type)
        {
            return;
        }

        while (collection.Find(key) is { } current && current.Uid == uid
            && delete.Attempt(type, current, foreground ? s_foreground : s_background, out _) is null)
        {
            // Somebody wrote in between: look again.
        }
    }

    /// <summary>Changes an object; one that waits for its last finalizer goes when that is taken away.</summary>
    public void Edit(Collection collection, ObjectKey key, Action<JsonObject> change)
    {
        while (collection.Find(key) is { } current)
        {
            var copy = (JsonObject)current.Content.DeepClone();
            change(copy);
            if (JsonNode.DeepEquals(copy, current.Content) || TryWrite(collection, current, copy))
            {
                return;
            }
        }
    }

    private bool TryWrite(Collection collection, StoredObject current, JsonObject copy)
    {
        var type = registry.Catalog.FindStorage(collection.Name);
        var gone = copy.IsBeingDeleted() && copy.Finalizers().Count == 0 && (type is null || !Lifecycle.IsHeld(type, copy));
        return gone
            ? registry.Store.TryRemove(collection, current, copy) is not null
            : registry.Store.TryReplace(collection, current, copy) is not null;
    }
}
