namespace Operator.Engine;

/// <summary>Keys that share one part of the workers, such as those of one namespace: the term is that of the API server's fair queues.</summary>
internal sealed class Flow<TKey>(string name)
    where TKey : class
{
    private readonly LinkedList<Wish<TKey>>[] _lanes = [new(), new(), new()];

    public string Name => name;

    /// <summary>Keys that workers have.</summary>
    public int InWork { get; set; }

    /// <summary>As many of them as have a long-running turn.</summary>
    public int LongRunning { get; set; }

    public bool IsIdle => InWork == 0 && Array.TrueForAll(_lanes, lane => lane.Count == 0);

    public LinkedList<Wish<TKey>> this[Lane lane] => _lanes[(int)lane];
}

/// <summary>Where a key waits.</summary>
internal sealed record Place<TKey>(Flow<TKey> Flow, Lane Lane, LinkedListNode<Wish<TKey>> Node)
    where TKey : class;
