namespace Campaign.Time;

/// <summary>
/// Tells when nothing in this process does anything: every piece of work waits for time to pass. So no world waits in real time, and
/// the order of what happens does not depend on the machine. It needs the process for itself: one worker thread, and no socket.
/// </summary>
internal static class Quiet
{
    /// <summary>Between two looks a worker may pass its work on to another.</summary>
    private const int Looks = 3;

    public static void Prepare()
    {
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, 1);
    }

    /// <summary>Comes back when it is quiet.</summary>
    public static void Wait()
    {
        for (var quiet = 0; quiet < Looks; quiet = IsBusy() ? 0 : quiet + 1)
        {
            Thread.Yield();
        }
    }

    private static bool IsBusy()
    {
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            return true;
        }

        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return free < most;
    }
}
