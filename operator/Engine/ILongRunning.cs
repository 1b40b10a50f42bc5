namespace Operator.Engine;

/// <summary>
/// Turns for work that may hold its worker for long, as calls to somebody outside do. There are fewer of them than workers, so that
/// short work finds a worker at any time.
/// </summary>
internal interface ILongRunning<in TKey>
{
    /// <summary>Whether the turn of a key in work is a long-running one.</summary>
    bool IsLongRunning(TKey key);

    /// <summary>Makes it one. False where none is free: the work then ends with <see cref="Revisit.LongRunning"/>.</summary>
    bool TryLengthen(TKey key);
}
