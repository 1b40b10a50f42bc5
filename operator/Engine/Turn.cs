namespace Operator.Engine;

/// <summary>A key that a worker has, and the wish that came meanwhile.</summary>
internal sealed class Turn<TKey>(Priority priority, long began)
    where TKey : class
{
    public Priority Priority => priority;

    public long Began => began;

    public bool IsLongRunning { get; set; }

    /// <summary>It needs a long-running turn, and comes back for one.</summary>
    public bool IsPutOff { get; set; }

    public Wish<TKey>? Next { get; private set; }

    /// <summary>True for the first wish of this turn.</summary>
    public bool Again(Wish<TKey> wish)
    {
        var isNew = Next is null;
        Next = Next is { } before ? before.With(wish.Priority) : wish;
        return isNew;
    }
}
