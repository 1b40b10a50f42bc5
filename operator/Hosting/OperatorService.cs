using Operator.Cluster.Watching;
using Operator.Engine;
using Operator.Resource;

namespace Operator.Hosting;

/// <summary>The operator's life: watch, wait until everything has been listed once, work until told to stop.</summary>
internal sealed partial class OperatorService(Watches watches, WorkQueue<IngestionKey> queue, Workers<IngestionKey> workers, ILogger<OperatorService> logger) : BackgroundService
{
    /// <summary>True once nothing that exists can look absent any more.</summary>
    public bool IsReady => watches.Synced.IsCompletedSuccessfully;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watching = new CancellationTokenSource();
        var watch = watches.RunAsync((key, told) => queue.Add(key, told is Told.Listed ? Priority.Low : Priority.Normal), watching.Token);
        try
        {
            Log.Listing(logger);
            await watches.Synced.WaitAsync(stoppingToken);
            Log.Working(logger);
            await workers.RunAsync(stoppingToken); // Running reconciles finish while the stores still follow the cluster.
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop before the first lists were complete.
        }

        await watching.CancelAsync();
        await watch.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Log.Stopped(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Listing ingestions and what they own")]
        public static partial void Listing(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Everything is listed; reconciling")]
        public static partial void Working(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stopped: no reconcile is running any more")]
        public static partial void Stopped(ILogger logger);
    }
}
