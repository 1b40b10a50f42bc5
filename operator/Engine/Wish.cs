namespace Operator.Engine;

/// <summary>A key that wants work, how urgently, and since when.</summary>
internal readonly record struct Wish<TKey>(TKey Key, Priority Priority, long Since)
    where TKey : class
{
    /// <summary>Both wishes as one: as urgent as the more urgent, as old as this one.</summary>
    public Wish<TKey> With(Priority other) => other > Priority ? this with { Priority = other } : this;
}

/// <summary>A wish that a worker has taken, and whether its turn may be a long one.</summary>
internal sealed record Taken<TKey>(Wish<TKey> Wish, bool IsLongRunning)
    where TKey : class;
