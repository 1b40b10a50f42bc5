using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Cleanup;

/// <summary>Empties a namespace that is being deleted, and lets it go when it is empty.</summary>
internal sealed class NamespaceCleanup(Registry registry, Removal removal)
{
    public void Observe(Change change)
    {
        var name = change.Collection.Name == "/namespaces" ? change.After?.Key.Name : change.After is null ? change.Before!.Key.Namespace : null;
        if (name is { Length: > 0 } && registry.Namespace(name)?.IsBeingDeleted() == true)
        {
            Empty(name);
        }
    }

    private void Empty(string name)
    {
        var left = 0;
        foreach (var collection in registry.Store.All())
        {
            foreach (var stored in collection.Objects.Values.Where(stored => stored.Key.Namespace == name))
            {
                removal.DeleteObject(collection, stored.Key, stored.Uid);
                left += collection.Find(stored.Key) is null ? 0 : 1;
            }
        }

        if (left == 0)
        {
            removal.Edit(registry.Store.In("/namespaces"), new ObjectKey("", name), static content => content["spec"] = new JsonObject());
        }
    }
}
