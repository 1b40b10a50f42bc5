namespace Operator.Engine;

/// <summary>
/// Keys that wait, each at one place. Flows are served in turn, within a flow first come, first served. Every step costs the same
/// however many keys wait.
/// </summary>
internal sealed class Line<TKey>(QueueShares shares, Func<TKey, string> flowOf)
    where TKey : class
{
    /// <summary>After so many urgent keys in a row one that nobody waits for is taken, so that a busy cluster leaves none behind.</summary>
    public const int MostUrgentInARow = 10;

    private readonly Dictionary<TKey, Place<TKey>> _places = [];
    private readonly Flows<TKey> _flows = new(shares, flowOf);
    private int _low;
    private int _urgentInARow;

    public int Count => _places.Count;

    public bool CanTake => NextLane() is not null;

    public int CountOf(Priority priority) => priority is Priority.Low ? _low : _places.Count - _low;

    /// <summary>False when the key stands in the line already: a more urgent wish then moves it to the end of its new lane.</summary>
    public bool Enter(Wish<TKey> wish, Lane lane)
    {
        if (!_places.TryGetValue(wish.Key, out var place))
        {
            Put(_flows.Of(wish.Key), lane, wish);
            return true;
        }

        if (lane > place.Lane)
        {
            Remove(place);
            Put(place.Flow, lane, place.Node.Value.With(wish.Priority));
        }

        return false;
    }

    /// <summary>Takes out the key whose turn it is; null while nobody who waits may be served.</summary>
    public Taken<TKey>? Take()
    {
        if (NextLane() is not { } lane)
        {
            return null;
        }

        _urgentInARow = lane is Lane.Low || !_flows.CanServe(Lane.Low) ? 0 : _urgentInARow + 1;
        var flow = _flows.First(lane);
        var place = _places[flow[lane].First!.Value.Key];
        var isLongRunning = lane is not Lane.Normal;
        Remove(place);
        _flows.Begin(flow, isLongRunning);
        return new(place.Node.Value, isLongRunning);
    }

    /// <summary>Makes the turn of a key that was taken a long-running one, unless too many are, or others wait for theirs.</summary>
    public bool TryLengthen(TKey key) => _flows.TryLengthen(_flows.Of(key));

    /// <summary>The work on a key that was taken has ended.</summary>
    public void Leave(TKey key, bool wasLongRunning) => _flows.End(_flows.Of(key), wasLongRunning);

    private Lane? NextLane()
    {
        Lane? urgent = _flows.CanServe(Lane.LongRunning) ? Lane.LongRunning : _flows.CanServe(Lane.Normal) ? Lane.Normal : null;
        return _flows.CanServe(Lane.Low) && (urgent is null || _urgentInARow >= MostUrgentInARow) ? Lane.Low : urgent;
    }

    private void Put(Flow<TKey> flow, Lane lane, Wish<TKey> wish)
    {
        _places[wish.Key] = new(flow, lane, flow[lane].AddLast(wish));
        _low += lane is Lane.Low ? 1 : 0;
        _flows.Place(flow);
    }

    private void Remove(Place<TKey> place)
    {
        place.Flow[place.Lane].Remove(place.Node);
        _places.Remove(place.Node.Value.Key);
        _low -= place.Lane is Lane.Low ? 1 : 0;
        _flows.Place(place.Flow);
    }
}
