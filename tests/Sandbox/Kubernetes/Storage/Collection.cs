using System.Collections.Immutable;

namespace Sandbox.Kubernetes.Storage;

/// <summary>The objects of one resource, with as much history as watches and continued lists need. Written by the store alone.</summary>
internal sealed class Collection(string name, long revision, int historyLength)
{
    private ChangeNode _oldest = new(revision, null);
    private ChangeNode? _latest;
    private int _count;

    public string Name { get; } = name;

    public ImmutableSortedDictionary<ObjectKey, StoredObject> Objects { get; private set; } =
        ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty;

    public ChangeNode Latest => _latest ?? _oldest;

    /// <summary>A watch can go on from here or later.</summary>
    public long OldestRevision => _oldest.Revision;

    public StoredObject? Find(ObjectKey key) => Objects.GetValueOrDefault(key);

    public void Append(Change change, ObjectKey key)
    {
        Objects = change.After is null ? Objects.Remove(key) : Objects.SetItem(key, change.After);
        var node = new ChangeNode(change.Revision, change);
        Latest.Link(node);
        _latest = node;
        if (++_count > historyLength && _oldest.NextIfThere is { } next)
        {
            _oldest = next;
            _count--;
        }
    }

    /// <summary>Followers are led on: the new first link hangs on the old last one.</summary>
    public void ForgetHistory(long revision)
    {
        var first = new ChangeNode(revision, null);
        Latest.Link(first);
        (_oldest, _latest, _count) = (first, first, 0);
    }

    /// <summary>The last link at or before a revision; null when that is forgotten.</summary>
    public ChangeNode? PositionAt(long revision)
    {
        if (revision < _oldest.Revision)
        {
            return null;
        }

        var node = _oldest;
        while (node.NextIfThere is { } next && next.Revision <= revision)
        {
            node = next;
        }

        return node;
    }

    /// <summary>The objects as they were: later changes are undone, newest first.</summary>
    public ImmutableSortedDictionary<ObjectKey, StoredObject>? ObjectsAt(long revision)
    {
        var later = new Stack<Change>();
        for (var node = PositionAt(revision)?.NextIfThere; node is not null; node = node.NextIfThere)
        {
            if (node.Change is not null)
            {
                later.Push(node.Change);
            }
        }

        return PositionAt(revision) is null ? null : later.Aggregate(Objects, Undo);
    }

    private static ImmutableSortedDictionary<ObjectKey, StoredObject> Undo(
        ImmutableSortedDictionary<ObjectKey, StoredObject> objects, Change change) =>
        change.Before is null ? objects.Remove(change.After!.Key) : objects.SetItem(change.Before.Key, change.Before);
}
