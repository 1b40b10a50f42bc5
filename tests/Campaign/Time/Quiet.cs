namespace Campaign.Time;

/// <summary>
/// Tells when nothing in this process does anything: every piece of work waits for time to pass. So no world waits in real time, and
/// the order of what happens does not depend on the machine. It needs the process for itself: one worker thread, and no socket.
/// </summary>
internal static class Quiet
{
    private static readonly ManualResetEventSlim s_passed = new(false, spinCount: 0);

    /// <summary>One worker takes one piece of work after the other.</summary>
    public static void Prepare()
    {
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(1, 1);
    }

    /// <summary>Comes back when it is quiet: a mark has passed through the queue of work, and has met nothing but itself.</summary>
    public static void Wait()
    {
        long before;
        do
        {
            before = ThreadPool.CompletedWorkItemCount;
            s_passed.Reset();
            ThreadPool.UnsafeQueueUserWorkItem(static _ => s_passed.Set(), null);
            s_passed.Wait();
        }
        while (ThreadPool.PendingWorkItemCount > 0 || ThreadPool.CompletedWorkItemCount - before > 1);
    }
}
