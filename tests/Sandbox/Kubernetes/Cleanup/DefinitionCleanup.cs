using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Cleanup;

/// <summary>Removes the objects of a definition that is being deleted, then the definition, then the resource itself.</summary>
internal sealed class DefinitionCleanup(Registry registry, Removal removal)
{
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";
    private const string Definitions = "apiextensions.k8s.io/customresourcedefinitions";

    public void Observe(Change change)
    {
        if (change.Collection.Name == Definitions && change.After is null)
        {
            registry.Catalog.Withdraw(change.Before!.Key.Name);
            return;
        }

        var definition = change.Collection.Name == Definitions ? change.After : change.After is null ? DefinitionOf(change.Collection) : null;
        if (definition is not null && definition.Content.IsBeingDeleted() && definition.Content.Finalizers().Contains(Finalizer))
        {
            Empty(definition);
        }
    }

    private StoredObject? DefinitionOf(Collection collection) =>
        registry.Catalog.FindStorage(collection.Name)?.Definition is { } definition
            ? registry.Store.In(Definitions).Find(new ObjectKey("", definition.Name()))
            : null;

    private void Empty(StoredObject definition)
    {
        var spec = definition.Content["spec"]!;
        var collection = registry.Store.In($"{(string?)spec["group"]}/{(string?)spec["names"]?["plural"]}");
        foreach (var stored in collection.Objects.Values)
        {
            removal.DeleteObject(collection, stored.Key, stored.Uid);
        }

        if (collection.Objects.IsEmpty)
        {
            removal.Edit(registry.Store.In(Definitions), definition.Key, static content =>
                content.SetFinalizers(content.Finalizers().Where(static item => item != Finalizer)));
        }
    }
}
