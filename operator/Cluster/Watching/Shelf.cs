using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>Held objects by name and by ingestion. Not safe for threads: the store's lock is around every call.</summary>
/// <param name="claimantsOf">Whoever may wait for a name to become free; null where nobody does.</param>
internal sealed class Shelf(Func<ObjectName, IEnumerable<IngestionKey>>? claimantsOf = null)
{
    private readonly Dictionary<ObjectName, Held> _objects = [];
    private readonly Dictionary<IngestionKey, Held[]> _byIngestion = [];

    public IEnumerable<ObjectName> Names => _objects.Keys;

    public IEnumerable<Held> All => _objects.Values;

    public Held? Find(ObjectName name) => _objects.GetValueOrDefault(name);

    /// <summary>The answer is never changed afterwards, so it may be read outside of the lock.</summary>
    public IReadOnlyList<Held> Of(IngestionKey ingestion) => _byIngestion.GetValueOrDefault(ingestion, []);

    public void Hold(Held item, HashSet<IngestionKey> touched)
    {
        if (Find(item.Name)?.Version == item.Version)
        {
            return;
        }

        Drop(item.Name, touched);
        touched.Add(item.Ingestion);
        _objects[item.Name] = item;
        _byIngestion[item.Ingestion] = [.. Of(item.Ingestion), item];
    }

    /// <summary>The object is gone, and its name is free. It may be gone from here already: by an own deletion, which tells nobody.</summary>
    public void Take(ObjectName name, HashSet<IngestionKey> touched)
    {
        touched.UnionWith(claimantsOf?.Invoke(name) ?? []);
        Drop(name, touched);
    }

    private void Drop(ObjectName name, HashSet<IngestionKey> touched)
    {
        if (!_objects.Remove(name, out var held))
        {
            return;
        }

        touched.Add(held.Ingestion);
        Held[] left = [.. Of(held.Ingestion).Where(owned => owned != held)];
        if (left.Length > 0)
        {
            _byIngestion[held.Ingestion] = left;
        }
        else
        {
            _byIngestion.Remove(held.Ingestion);
        }
    }
}
