using Operator.Engine;

namespace Operator.Hosting;

/// <summary>
/// After a burst, such as the first reconcile of everything, the heap keeps the room that the burst's garbage needed. Once the
/// queue has run empty nothing needs it, and one thorough collection gives it back.
/// </summary>
internal sealed class MemoryRelief(IQueueObserver next, Action collect) : IQueueObserver
{
    /// <summary>Reconciles without a rest that are worth a collection of some 20 ms.</summary>
    public const int Burst = 200;

    private int _taken;

    public void Added() => next.Added();

    public void Delayed() => next.Delayed();

    public void Taken(TimeSpan waited)
    {
        Interlocked.Increment(ref _taken);
        next.Taken(waited);
    }

    public void Done(TimeSpan worked) => next.Done(worked);

    public void Drained()
    {
        if (Interlocked.Exchange(ref _taken, 0) >= Burst)
        {
            collect();
        }

        next.Drained();
    }

    /// <summary>Compacts the heap and hands free memory back to the system, aside from the worker that saw the queue empty.</summary>
    public static void Collect() => ThreadPool.UnsafeQueueUserWorkItem(
        static _ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true), null);
}
