using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;

namespace Sandbox.Kubernetes.Cleanup;

/// <summary>Deletes objects whose owners are all gone, and carries out foreground deletion and orphaning.</summary>
internal sealed class GarbageCollector(Removal removal)
{
    private readonly Dictionary<string, (Collection Collection, ObjectKey Key)> _alive = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _dependents = new(StringComparer.Ordinal);

    public void Observe(Change change)
    {
        var uid = (change.After ?? change.Before)!.Uid;
        Index(change, uid);
        if (change.After is null)
        {
            foreach (var dependent in DependentsOf(uid))
            {
                Check(dependent);
            }

            foreach (var owner in OwnerReference.Of(change.Before))
            {
                FinishDeletion(owner.Uid);
            }

            return;
        }

        if (OwnerReference.Of(change.After).Count > 0)
        {
            Check(uid);
        }

        FinishDeletion(uid);
    }

    private void Index(Change change, string uid)
    {
        foreach (var owner in OwnerReference.Of(change.Before))
        {
            _dependents.GetValueOrDefault(owner.Uid)?.Remove(uid);
        }

        if (change.After is null)
        {
            _alive.Remove(uid);
            return;
        }

        _alive[uid] = (change.Collection, change.After.Key);
        foreach (var owner in OwnerReference.Of(change.After))
        {
            if (!_dependents.TryGetValue(owner.Uid, out var dependents))
            {
                _dependents[owner.Uid] = dependents = new HashSet<string>(StringComparer.Ordinal);
            }

            dependents.Add(uid);
        }
    }

    private List<string> DependentsOf(string uid) => _dependents.TryGetValue(uid, out var dependents) ? [.. dependents] : [];

    /// <summary>An object with owners lives as long as one of them does; references to the dead ones are taken away.</summary>
    private void Check(string uid)
    {
        if (!_alive.TryGetValue(uid, out var place) || place.Collection.Find(place.Key) is not { } stored || stored.Content.IsBeingDeleted())
        {
            return;
        }

        var owners = OwnerReference.Of(stored);
        var dead = owners.Where(owner => !IsAliveFor(owner.Uid, place.Key)).Select(static owner => owner.Uid).ToHashSet(StringComparer.Ordinal);
        if (owners.Count > 0 && dead.Count == owners.Count)
        {
            removal.DeleteObject(place.Collection, place.Key, uid);
        }
        else if (dead.Count > 0)
        {
            RemoveReferences(place, dead);
        }
    }

    /// <summary>Owners are looked for in the same namespace or among cluster objects.</summary>
    private bool IsAliveFor(string owner, ObjectKey dependent) =>
        _alive.TryGetValue(owner, out var place) && (place.Key.Namespace.Length == 0 || place.Key.Namespace == dependent.Namespace);

    private void FinishDeletion(string uid)
    {
        if (!_alive.TryGetValue(uid, out var place) || place.Collection.Find(place.Key) is not { } owner || !owner.Content.IsBeingDeleted())
        {
            return;
        }

        var finalizers = owner.Content.Finalizers();
        if (finalizers.Contains(Lifecycle.Orphan))
        {
            DependentsOf(uid).ForEach(dependent => RemoveReferences(_alive[dependent], [uid]));
            TakeAway(place, Lifecycle.Orphan);
        }
        else if (finalizers.Contains(Lifecycle.Foreground))
        {
            DeleteDependents(uid, place);
        }
    }

    private void DeleteDependents(string uid, (Collection Collection, ObjectKey Key) place)
    {
        var blocking = false;
        foreach (var dependent in DependentsOf(uid))
        {
            var (collection, key) = _alive[dependent];
            removal.DeleteObject(collection, key, dependent, foreground: true);
            blocking |= collection.Find(key) is { } left && left.Uid == dependent
                && OwnerReference.Of(left).Any(owner => owner.Uid == uid && owner.Blocks);
        }

        if (!blocking)
        {
            TakeAway(place, Lifecycle.Foreground);
        }
    }

    private void TakeAway((Collection Collection, ObjectKey Key) place, string finalizer) =>
        removal.Edit(place.Collection, place.Key, content => content.SetFinalizers(content.Finalizers().Where(item => item != finalizer)));

    private void RemoveReferences((Collection Collection, ObjectKey Key) place, HashSet<string> owners) =>
        removal.Edit(place.Collection, place.Key, content =>
        {
            var left = (content["metadata"]?["ownerReferences"] as JsonArray ?? []).OfType<JsonObject>()
                .Where(owner => !owners.Contains(owner.Text("uid"))).Select(static owner => owner.DeepClone()).ToArray();
            if (left.Length == 0)
            {
                content.Metadata().Remove("ownerReferences");
            }
            else
            {
                content.Metadata()["ownerReferences"] = new JsonArray(left);
            }
        });
}
