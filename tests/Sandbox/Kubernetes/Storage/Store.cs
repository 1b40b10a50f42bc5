using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Sandbox.Kubernetes.Storage;

/// <summary>All objects in memory under one revision counter. Writers compare and swap; readers take snapshots and never wait.</summary>
internal sealed class Store(int historyLength)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Collection> _collections = new(StringComparer.Ordinal);
    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>();
    private long _revision = 1;
    private long _oldestRevision = 1;

    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Every change of every collection in order, for the one background loop that cleans up.</summary>
    public ChannelReader<Change> Changes => _changes.Reader;

    public Collection In(string storageName)
    {
        lock (_gate)
        {
            if (!_collections.TryGetValue(storageName, out var collection))
            {
                collection = new Collection(storageName, _oldestRevision, historyLength);
                _collections.Add(storageName, collection);
            }

            return collection;
        }
    }

    public IReadOnlyList<Collection> All()
    {
        lock (_gate)
        {
            return [.. _collections.Values];
        }
    }

    public Snapshot Snapshot(Collection collection)
    {
        lock (_gate)
        {
            return new Snapshot(_revision, collection.Objects, collection.Latest);
        }
    }

    public Snapshot? SnapshotAt(Collection collection, long revision)
    {
        lock (_gate)
        {
            return collection.ObjectsAt(revision) is { } objects && collection.PositionAt(revision) is { } position
                ? new Snapshot(revision, objects, position)
                : null;
        }
    }

    public ChangeNode? PositionAt(Collection collection, long revision)
    {
        lock (_gate)
        {
            return collection.PositionAt(revision);
        }
    }

    /// <summary>The present revision if the follower has seen all that happened in its collection up to now, else null.</summary>
    public long? RevisionIfLatest(Collection collection, ChangeNode position)
    {
        lock (_gate)
        {
            return ReferenceEquals(collection.Latest, position) ? _revision : null;
        }
    }

    public StoredObject? TryCreate(Collection collection, ObjectKey key, JsonObject content)
    {
        lock (_gate)
        {
            return collection.Find(key) is null ? Commit(collection, key, null, content) : null;
        }
    }

    public StoredObject? TryReplace(Collection collection, StoredObject expected, JsonObject content)
    {
        lock (_gate)
        {
            return ReferenceEquals(collection.Find(expected.Key), expected) ? Commit(collection, expected.Key, expected, content) : null;
        }
    }

    /// <summary>Removes an object; <paramref name="last"/> is its content as the DELETED event shows it.</summary>
    public StoredObject? TryRemove(Collection collection, StoredObject expected, JsonObject last)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(collection.Find(expected.Key), expected))
            {
                return null;
            }

            var removed = Stamp(expected.Key, last);
            Publish(new Change(collection, _revision, expected, null) { Removed = removed }, expected.Key);
            return removed;
        }
    }

    /// <summary>As compaction does: no watch or continued list can go on from before now.</summary>
    public void ForgetHistory()
    {
        lock (_gate)
        {
            _oldestRevision = _revision;
            foreach (var collection in _collections.Values)
            {
                collection.ForgetHistory(_revision);
            }
        }
    }

    private StoredObject Commit(Collection collection, ObjectKey key, StoredObject? before, JsonObject content)
    {
        var stored = Stamp(key, content);
        Publish(new Change(collection, _revision, before, stored), key);
        return stored;
    }

    private StoredObject Stamp(ObjectKey key, JsonObject content)
    {
        var revision = Interlocked.Increment(ref _revision);
        content.Metadata()["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new StoredObject(key, revision, content);
    }

    private void Publish(Change change, ObjectKey key)
    {
        change.Collection.Append(change, key);
        _changes.Writer.TryWrite(change);
    }
}
