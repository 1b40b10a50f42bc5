using System.Globalization;
using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// The objects of one kind as they were last seen, by name and by the ingestion they belong to. What the operator itself wrote
/// enters at once, so that nothing is decided from a state older than its own write; resource versions order the two sources.
/// </summary>
internal sealed class Store<T>(Func<T, IngestionKey> ingestionOf)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectName, T> _objects = [];
    private readonly Dictionary<IngestionKey, List<T>> _byIngestion = [];

    /// <summary>Own writes since the running list began: the list may be older than they are.</summary>
    private readonly HashSet<ObjectName> _learned = [];

    /// <summary>Up to here the watch has told everything.</summary>
    private ulong _told;

    public T? Find(ObjectName name)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(name);
        }
    }

    public IReadOnlyList<T> Of(IngestionKey ingestion)
    {
        lock (_gate)
        {
            return _byIngestion.TryGetValue(ingestion, out var owned) ? owned.ToArray() : [];
        }
    }

    public void ListBegins()
    {
        lock (_gate)
        {
            _learned.Clear();
        }
    }

    /// <summary>Takes a whole list over and says whose objects are new, different or gone.</summary>
    public IReadOnlyCollection<IngestionKey> Replace(IReadOnlyCollection<T> items, string resourceVersion)
    {
        lock (_gate)
        {
            HashSet<IngestionKey> touched = [];
            var listed = items.Select(NameOf).ToHashSet();
            foreach (var gone in _objects.Where(held => !listed.Contains(held.Key) && !_learned.Contains(held.Key)).ToList())
            {
                Take(gone.Key, touched);
            }

            foreach (var item in items.Where(item => !_learned.Contains(NameOf(item)) || IsNewerThanHeld(item)))
            {
                Hold(item, touched);
            }

            _told = VersionOf(resourceVersion);
            return touched;
        }
    }

    /// <summary>From the watch: says whose object this is, unless it is the echo of an own write.</summary>
    public IReadOnlyCollection<IngestionKey> Put(T item)
    {
        lock (_gate)
        {
            HashSet<IngestionKey> touched = [];
            Tell(item.Metadata.ResourceVersion);
            if (IsNewerThanHeld(item))
            {
                Hold(item, touched);
            }
            else if (!IsSameAsHeld(item))
            {
                // Somebody else's change that an own, newer write already covers: its news still counts.
                touched.Add(ingestionOf(item));
            }

            return touched;
        }
    }

    /// <summary>From the watch: the object is gone, unless one of the same name was made since.</summary>
    public IReadOnlyCollection<IngestionKey> Remove(T item)
    {
        lock (_gate)
        {
            HashSet<IngestionKey> touched = [ingestionOf(item)];
            Tell(item.Metadata.ResourceVersion);
            if (IsNewerThanHeld(item) || IsSameAsHeld(item))
            {
                Take(NameOf(item), touched);
            }

            return touched;
        }
    }

    /// <summary>An object that can no longer be read is not known any more.</summary>
    public IReadOnlyCollection<IngestionKey> Lose(ObjectName name)
    {
        lock (_gate)
        {
            HashSet<IngestionKey> touched = [];
            Take(name, touched);
            return touched;
        }
    }

    public void Tell(string? resourceVersion)
    {
        lock (_gate)
        {
            _told = Math.Max(_told, VersionOf(resourceVersion));
        }
    }

    /// <summary>From the answer to an own write. Where the watch is already past it, the watch knows better.</summary>
    public void Learn(T written)
    {
        lock (_gate)
        {
            if (VersionOf(written.Metadata.ResourceVersion) > _told && IsNewerThanHeld(written))
            {
                Hold(written, []);
                _learned.Add(NameOf(written));
            }
        }
    }

    /// <summary>From the answer to an own deletion.</summary>
    public void Forget(T deleted)
    {
        lock (_gate)
        {
            if (_objects.TryGetValue(NameOf(deleted), out var held) && held.Metadata.Uid == deleted.Metadata.Uid)
            {
                Take(NameOf(deleted), []);
            }
        }
    }

    private void Hold(T item, HashSet<IngestionKey> touched)
    {
        var name = NameOf(item);
        if (_objects.TryGetValue(name, out var held) && held.Metadata.ResourceVersion == item.Metadata.ResourceVersion)
        {
            return;
        }

        Take(name, touched);
        _objects[name] = item;
        var ingestion = ingestionOf(item);
        touched.Add(ingestion);
        if (!_byIngestion.TryGetValue(ingestion, out var owned))
        {
            _byIngestion[ingestion] = owned = new List<T>(1);
        }

        owned.Add(item);
    }

    private void Take(ObjectName name, HashSet<IngestionKey> touched)
    {
        if (!_objects.Remove(name, out var held))
        {
            return;
        }

        var ingestion = ingestionOf(held);
        touched.Add(ingestion);
        _byIngestion[ingestion].RemoveAll(owned => ReferenceEquals(owned, held));
        if (_byIngestion[ingestion].Count == 0)
        {
            _byIngestion.Remove(ingestion);
        }
    }

    private bool IsNewerThanHeld(T item) =>
        !_objects.TryGetValue(NameOf(item), out var held) || VersionOf(item.Metadata.ResourceVersion) > VersionOf(held.Metadata.ResourceVersion);

    private bool IsSameAsHeld(T item) =>
        _objects.TryGetValue(NameOf(item), out var held) && held.Metadata.ResourceVersion == item.Metadata.ResourceVersion;

    private static ObjectName NameOf(T item) => new(item.Metadata.NamespaceProperty ?? "", item.Metadata.Name ?? "");

    /// <summary>Resource versions of one kind are numbers that grow; Kubernetes promises it since 1.35, and etcd always did it.</summary>
    private static ulong VersionOf(string? resourceVersion) =>
        ulong.TryParse(resourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
