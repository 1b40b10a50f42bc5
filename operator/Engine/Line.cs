namespace Operator.Engine;

/// <summary>A key that wants work, how urgently, and since when.</summary>
internal readonly record struct Wish<TKey>(TKey Key, Priority Priority, long Since)
    where TKey : class
{
    /// <summary>Both wishes as one: as urgent as the more urgent, as old as this one.</summary>
    public Wish<TKey> With(Priority other) => other > Priority ? this with { Priority = other } : this;
}

/// <summary>Keys that wait, each at one place: the urgent before the others, within a level first come, first served.</summary>
internal sealed class Line<TKey>
    where TKey : class
{
    private readonly LinkedList<Wish<TKey>> _normal = new();
    private readonly LinkedList<Wish<TKey>> _low = new();
    private readonly Dictionary<TKey, LinkedListNode<Wish<TKey>>> _places = [];

    public int Count => _places.Count;

    public int CountOf(Priority priority) => LevelOf(priority).Count;

    /// <summary>False when the key stands in the line already: a more urgent wish then moves it to the end of its new level.</summary>
    public bool Enter(Wish<TKey> wish)
    {
        if (_places.TryGetValue(wish.Key, out var place))
        {
            Raise(place, wish.Priority);
            return false;
        }

        _places[wish.Key] = LevelOf(wish.Priority).AddLast(wish);
        return true;
    }

    /// <summary>Takes the first out; the line must not be empty.</summary>
    public Wish<TKey> TakeFirst()
    {
        var level = _normal.Count > 0 ? _normal : _low;
        var first = level.First!.Value; // Whoever takes has counted.
        level.RemoveFirst();
        _places.Remove(first.Key);
        return first;
    }

    private void Raise(LinkedListNode<Wish<TKey>> place, Priority priority)
    {
        if (priority > place.Value.Priority)
        {
            LevelOf(place.Value.Priority).Remove(place);
            place.Value = place.Value.With(priority);
            LevelOf(priority).AddLast(place);
        }
    }

    private LinkedList<Wish<TKey>> LevelOf(Priority priority) => priority is Priority.Normal ? _normal : _low;
}
