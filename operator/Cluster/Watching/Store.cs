using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// The objects of one kind as they were last seen, by name and by the ingestion they belong to. What the operator itself wrote
/// enters at once, so that nothing is decided from a state older than its own write; resource versions order the two sources.
/// </summary>
/// <param name="claimantsOf">Whose keys are told, too, when an object of that name is gone.</param>
internal sealed class Store<T>(JsonTypeInfo<T> type, Func<T, IngestionKey> ingestionOf, Func<ObjectName, IEnumerable<IngestionKey>>? claimantsOf = null)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Held for moments only: objects are packed and unpacked outside of it, whatever they hold and however large they are.</summary>
    private readonly Lock _gate = new();
    private readonly Shelf _shelf = new(claimantsOf);

    /// <summary>What the running list has brought so far.</summary>
    private readonly Dictionary<ObjectName, Held> _listed = [];

    /// <summary>Own writes since the running list began: the list may be older than they are.</summary>
    private readonly HashSet<ObjectName> _learned = [];

    /// <summary>Up to here the watch has told everything.</summary>
    private ulong _told;

    /// <summary>Those that exist and cannot be read; none of them is among the others.</summary>
    public UnreadableObjects Unreadable { get; } = new();

    public T? Find(ObjectName name) => HeldAs(name)?.Unpack(type);

    public IReadOnlyList<T> Of(IngestionKey ingestion) => [.. HeldOf(ingestion).Select(held => held.Unpack(type))];

    /// <summary>All that is held at this moment, unpacked one by one as the caller goes on.</summary>
    public IEnumerable<T> All() => AllHeld().Select(held => held.Unpack(type));

    public void ListBegins()
    {
        lock (_gate)
        {
            _learned.Clear();
            _listed.Clear();
        }
    }

    /// <summary>Keeps a page of the running list aside: nobody sees half a list.</summary>
    public void ListGoesOn(IEnumerable<T> page)
    {
        var packed = page.Select(Pack).ToList();
        lock (_gate)
        {
            foreach (var held in packed)
            {
                _listed[held.Name] = held;
            }
        }
    }

    /// <summary>Takes the whole list over and says whose objects are new, different or gone.</summary>
    public IReadOnlyCollection<IngestionKey> ListEnds(string resourceVersion)
    {
        lock (_gate)
        {
            HashSet<IngestionKey> touched = [];
            foreach (var gone in _shelf.Names.Where(held => !_listed.ContainsKey(held) && !_learned.Contains(held)).ToList())
            {
                _shelf.Take(gone, touched);
            }

            foreach (var item in _listed.Values.Where(item => !_learned.Contains(item.Name) || IsNewerThanHeld(item.Name, item.Version)))
            {
                _shelf.Hold(item, touched);
            }

            _listed.Clear();
            _listed.TrimExcess();
            _told = Versions.Number(resourceVersion);
            return touched;
        }
    }

    /// <summary>From the watch: says whose object this is, unless it is the echo of an own write.</summary>
    public IReadOnlyCollection<IngestionKey> Put(T item)
    {
        var packed = PackIfNewer(item);
        lock (_gate)
        {
            HashSet<IngestionKey> touched = [];
            Tell(item.Metadata.ResourceVersion);
            if (packed is not null && IsNewerThanHeld(item))
            {
                _shelf.Hold(packed, touched);
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
                _shelf.Take(ObjectName.Of(item), touched);
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
            _shelf.Take(name, touched);
            return touched;
        }
    }

    public void Tell(string? resourceVersion)
    {
        lock (_gate)
        {
            _told = Math.Max(_told, Versions.Number(resourceVersion));
        }
    }

    /// <summary>From the answer to an own write. Where the watch is already past it, the watch knows better.</summary>
    public void Learn(T written)
    {
        var packed = PackIfNewer(written);
        lock (_gate)
        {
            if (packed is not null && Versions.Of(written) > _told && IsNewerThanHeld(written))
            {
                _shelf.Hold(packed, []);
                _learned.Add(ObjectName.Of(written));
            }
        }
    }

    /// <summary>From the answer to an own deletion.</summary>
    public void Forget(T deleted)
    {
        var name = ObjectName.Of(deleted);
        while (HeldAs(name) is { } held && held.Unpack(type).Metadata.Uid == deleted.Metadata.Uid && !TakeIfStill(held))
        {
            // It was replaced between the look and the taking: the new one is looked at as well.
        }
    }

    private bool TakeIfStill(Held held)
    {
        lock (_gate)
        {
            var isStill = _shelf.Find(held.Name) == held;
            if (isStill)
            {
                _shelf.Take(held.Name, []);
            }

            return isStill;
        }
    }

    private Held? HeldAs(ObjectName name)
    {
        lock (_gate)
        {
            return _shelf.Find(name);
        }
    }

    private IReadOnlyList<Held> HeldOf(IngestionKey ingestion)
    {
        lock (_gate)
        {
            return _shelf.Of(ingestion);
        }
    }

    private List<Held> AllHeld()
    {
        lock (_gate)
        {
            return [.. _shelf.All];
        }
    }

    private Held Pack(T item) => Held.Of(item, type, ingestionOf(item));

    /// <summary>Null for what is held already, such as the echo of an own write. Who holds it has to look again.</summary>
    private Held? PackIfNewer(T item)
    {
        bool isNewer;
        lock (_gate)
        {
            isNewer = IsNewerThanHeld(item);
        }

        return isNewer ? Pack(item) : null;
    }

    private bool IsNewerThanHeld(T item) => IsNewerThanHeld(ObjectName.Of(item), Versions.Of(item));

    private bool IsNewerThanHeld(ObjectName name, ulong version) => _shelf.Find(name) is not { } held || version > held.Version;

    private bool IsSameAsHeld(T item) => _shelf.Find(ObjectName.Of(item)) is { } held && Versions.Of(item) == held.Version;
}
