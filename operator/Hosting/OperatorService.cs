using Operator.Cluster;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.Engine;
using Operator.Resource;

namespace Operator.Hosting;

/// <summary>
/// The operator's life: watch and take part in the election from the start, work once everything has been listed and this replica
/// leads, until told to stop. A replica that loses the lead ends, and starts anew as a follower.
/// </summary>
internal sealed partial class OperatorService(
    Watches watches,
    OwnPod ownPod,
    IElection election,
    Leadership leadership,
    WorkQueue<IngestionKey> queue,
    Workers<IngestionKey> workers,
    IHostApplicationLifetime process,
    ILogger<OperatorService> logger) : BackgroundService
{
    private bool _lost;

    /// <summary>True once nothing that exists can look absent any more, for followers as well.</summary>
    public bool IsReady => watches.Synced.IsCompletedSuccessfully;

    public int ExitCode => ExecuteTask is { IsFaulted: true } ? ProcessExit.Crashed : _lost ? ProcessExit.LeadershipLost : ProcessExit.Stopped;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var background = new CancellationTokenSource();
        using var working = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Log.Listing(logger);
        var watch = watches.RunAsync((key, told) => queue.Add(key, told is Told.Listed ? Priority.Low : Priority.Normal), background.Token);
        var elect = election.RunAsync(background.Token);
        var work = WorkAsync(working.Token);

        // On a stop the work ends first: running reconciles finish while the stores still follow the cluster and the lead is kept.
        // After a loss or a crash nobody waits for reconciles that may be stuck; they cannot write any more.
        var first = await Task.WhenAny(work, elect, watch);
        _lost = first == elect && elect.IsCompletedSuccessfully;
        await working.CancelAsync();
        await background.CancelAsync();
        await EndOf(Task.WhenAll(elect, watch));
        Log.Stopped(logger);
        process.StopApplication();
        await first;
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            await Task.WhenAll(watches.Synced.WaitAsync(stopping), ownPod.ReadAsync(stopping));
            Log.Listed(logger);
            await leadership.Begun.WaitAsync(stopping);
            await workers.RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop before there was anything to do.
        }
    }

    /// <summary>However it ended: what counts is what ended first.</summary>
    private static Task EndOf(Task task) => task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Listing ingestions and what they own")]
        public static partial void Listing(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Everything is listed; reconciling while this replica leads")]
        public static partial void Listed(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stopped: nothing is written any more")]
        public static partial void Stopped(ILogger logger);
    }
}
