namespace Operator.Engine;

/// <summary>Whose turn it is among the flows, and what each of them holds of the workers.</summary>
internal sealed class Flows<TKey>(QueueShares shares, Func<TKey, string> nameOf)
    where TKey : class
{
    private readonly Dictionary<string, Flow<TKey>> _flows = [];
    private readonly Ring<TKey>[] _rings = [new(Lane.Low), new(Lane.LongRunning), new(Lane.Normal)];
    private int _longRunning;

    public Flow<TKey> Of(TKey key)
    {
        var name = nameOf(key);
        return _flows.TryGetValue(name, out var flow) ? flow : _flows[name] = new Flow<TKey>(name);
    }

    public bool CanServe(Lane lane) => (lane is Lane.Normal || _longRunning < shares.MostLongRunning) && !_rings[(int)lane].IsEmpty;

    public Flow<TKey> First(Lane lane) => _rings[(int)lane].First;

    public void Begin(Flow<TKey> flow, bool isLongRunning)
    {
        Count(flow, one: 1, isLongRunning);
        Array.ForEach(_rings, ring => ring.ToTheEnd(flow));
    }

    public bool TryLengthen(Flow<TKey> flow)
    {
        if (_longRunning >= shares.MostLongRunning || flow.LongRunning >= shares.LongRunning.Most || CanServe(Lane.LongRunning))
        {
            return false;
        }

        (_longRunning, flow.LongRunning) = (_longRunning + 1, flow.LongRunning + 1);
        Place(flow);
        return true;
    }

    /// <summary>Of a flow that neither waits nor works nothing is kept: namespaces come and go.</summary>
    public void End(Flow<TKey> flow, bool wasLongRunning)
    {
        Count(flow, one: -1, wasLongRunning);
        if (flow.IsIdle)
        {
            _flows.Remove(flow.Name);
        }
    }

    /// <summary>After any change to a flow: where it stands in each lane.</summary>
    public void Place(Flow<TKey> flow)
    {
        foreach (var ring in _rings)
        {
            ring.Place(flow, shares.StandingOf(flow.InWork, flow.LongRunning, ring.IsLongRunning));
        }
    }

    private void Count(Flow<TKey> flow, int one, bool isLongRunning)
    {
        flow.InWork += one;
        flow.LongRunning += isLongRunning ? one : 0;
        _longRunning += isLongRunning ? one : 0;
        Place(flow);
    }
}
