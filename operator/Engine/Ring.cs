namespace Operator.Engine;

/// <summary>
/// The flows of one lane that may be served, each in turn: first those below their share of the workers, and only where there is
/// none those above it.
/// </summary>
internal sealed class Ring<TKey>(Lane lane)
    where TKey : class
{
    private readonly LinkedList<Flow<TKey>> _below = new();
    private readonly LinkedList<Flow<TKey>> _above = new();
    private readonly Dictionary<Flow<TKey>, LinkedListNode<Flow<TKey>>> _places = [];

    public bool IsLongRunning => lane is not Lane.Normal;

    public bool IsEmpty => _places.Count == 0;

    /// <summary>The ring must not be empty.</summary>
    public Flow<TKey> First => (_below.First ?? _above.First!).Value; // Whoever takes has looked.

    /// <summary>Puts a flow where it stands now; one that stands there already keeps its turn.</summary>
    public void Place(Flow<TKey> flow, FlowStanding standing)
    {
        var list = flow[lane].Count == 0 || standing is FlowStanding.AtLimit ? null : standing is FlowStanding.BelowShare ? _below : _above;
        var place = _places.GetValueOrDefault(flow);
        if (place?.List == list)
        {
            return;
        }

        place?.List!.Remove(place);
        _places.Remove(flow);
        if (list is not null)
        {
            _places[flow] = list.AddLast(flow);
        }
    }

    /// <summary>A flow that was served waits until the others were.</summary>
    public void ToTheEnd(Flow<TKey> flow)
    {
        if (_places.TryGetValue(flow, out var place))
        {
            var list = place.List!;
            list.Remove(place);
            list.AddLast(place);
        }
    }
}
