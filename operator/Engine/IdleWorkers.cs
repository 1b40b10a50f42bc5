namespace Operator.Engine;

/// <summary>
/// Workers that found no key. One is woken for each thing that may have made a key ready, and passes it on once it has looked, so
/// that no key waits beside an idle worker. All but the waiting itself happens under the queue's lock.
/// </summary>
internal sealed class IdleWorkers
{
    private readonly Queue<TaskCompletionSource> _waiting = new();

    public TaskCompletionSource Enter()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(waiting);
        return waiting;
    }

    /// <summary>Wakes the one who has waited longest, if a key is there to be taken.</summary>
    public void Wake(bool isKeyReady)
    {
        while (isKeyReady && _waiting.TryDequeue(out var first) && !first.TrySetResult())
        {
            // It has given up waiting.
        }
    }

    /// <summary>Until woken or stopped; who was stopped looks once more, and passes on what he was woken for.</summary>
    public static async Task WaitAsync(TaskCompletionSource woken, CancellationToken stopping)
    {
        await using var stop = stopping.Register(() => woken.TrySetCanceled(stopping));
        await woken.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
