using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>The objects of one kind that cannot be read, as they were last told.</summary>
internal sealed class UnreadableObjects
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectName, UnreadableObject> _held = [];
    private readonly Dictionary<ObjectName, UnreadableObject> _listed = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    public UnreadableObject? Find(ObjectName name)
    {
        lock (_gate)
        {
            return _held.GetValueOrDefault(name);
        }
    }

    /// <summary>Those that carry the ingestion's label.</summary>
    public IReadOnlyList<UnreadableObject> Of(IngestionKey ingestion)
    {
        lock (_gate)
        {
            return [.. _held.Values.Where(item => item.Name.Namespace == ingestion.Namespace && item.Ingestion == ingestion.Name)];
        }
    }

    /// <summary>True where it says something new.</summary>
    public bool Put(UnreadableObject item)
    {
        lock (_gate)
        {
            var isNews = !_held.TryGetValue(item.Name, out var before) || !item.SaysTheSameAs(before);
            _held[item.Name] = item;
            return isNews;
        }
    }

    /// <summary>It is gone, or can be read now.</summary>
    public void Remove(ObjectName name)
    {
        lock (_gate)
        {
            _held.Remove(name);
        }
    }

    public void ListBegins()
    {
        lock (_gate)
        {
            _listed.Clear();
        }
    }

    /// <summary>True where it says something new.</summary>
    public bool ListGoesOn(UnreadableObject item)
    {
        lock (_gate)
        {
            _listed[item.Name] = item;
            return !_held.TryGetValue(item.Name, out var before) || !item.SaysTheSameAs(before);
        }
    }

    /// <summary>Takes the whole list over and answers with those that are in another version than before, or were not there.</summary>
    public IReadOnlyList<UnreadableObject> ListEnds()
    {
        lock (_gate)
        {
            UnreadableObject[] changed = [.. _listed.Values.Where(item => _held.GetValueOrDefault(item.Name)?.ResourceVersion != item.ResourceVersion)];
            _held.Clear();
            foreach (var item in _listed.Values)
            {
                _held[item.Name] = item;
            }

            _listed.Clear();
            return changed;
        }
    }
}
