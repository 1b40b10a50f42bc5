namespace Operator.Cluster.Leading;

/// <summary>Decides which of several replicas works, and tells <see cref="Leadership"/>.</summary>
internal interface IElection
{
    /// <summary>Since the last try ended, whichever way; zero where nothing has to be tried.</summary>
    TimeSpan SinceProgress => TimeSpan.Zero;

    /// <summary>
    /// Takes part until <paramref name="stopping"/> is cancelled, and then leaves the lead to others at once. Ends earlier only when
    /// this process led and does not any more.
    /// </summary>
    Task RunAsync(CancellationToken stopping);
}

/// <summary>For a process that works alone.</summary>
internal sealed class NoElection : IElection
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = stopping.Register(stopped.SetResult);
        await stopped.Task;
    }
}
