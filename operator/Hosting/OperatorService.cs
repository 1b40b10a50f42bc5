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
    Loops loops,
    TimeProvider time,
    IHostApplicationLifetime process,
    ILogger<OperatorService> logger) : BackgroundService
{
    public const string Election = "election";

    /// <summary>What the others get to end in, once one has ended: longer than the Lease may take to be given back.</summary>
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(10);

    private bool _lost;

    /// <summary>True once nothing that exists can look absent any more, for followers as well.</summary>
    public bool IsReady => watches.Synced.IsCompletedSuccessfully;

    public int ExitCode => ExecuteTask is { IsFaulted: true } ? ProcessExit.Crashed : _lost ? ProcessExit.LeadershipLost : ProcessExit.Stopped;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var background = new CancellationTokenSource();
        using var working = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Log.Listing(logger);
        Loop[] watching =
        [
            .. watches.Loops((key, told) => queue.Add(key, told is Told.Listed ? Priority.Low : Priority.Normal))
                .Select(watch => loops.Start($"watch {watch.What}", watch.RunAsync, background.Token, watch.SinceProgress)),
        ];
        var timer = loops.Start("delayed keys", queue.WatchTimerAsync, background.Token);
        var elect = loops.Start(Election, election.RunAsync, background.Token, () => election.SinceProgress);
        var work = loops.Start("workers", WorkAsync, working.Token, () => workers.StandsStillFor);

        // On a stop the work ends first: running reconciles finish while the stores still follow the cluster and the lead is kept.
        // After a loss or a crash nobody waits for reconciles that may be stuck; they cannot write any more.
        Loop[] inBackground = [.. watching, timer, elect];
        var first = await FirstOf([work, .. inBackground]);
        _lost = first == elect && first.EndedByItself && first.Ended.IsCompletedSuccessfully;
        Tell(first);
        await working.CancelAsync();
        await background.CancelAsync();
        await Task.WhenAny(EndOf(Task.WhenAll(inBackground.Select(loop => loop.Ended))), Task.Delay(EndWithin, time, CancellationToken.None));
        Log.Stopped(logger);
        process.StopApplication();
        await first.Ended;
        if (IsCrash(first))
        {
            throw new InvalidOperationException($"The loop \"{first.Name}\" ended, and nobody had told it to.");
        }
    }

    private static async Task<Loop> FirstOf(IReadOnlyList<Loop> loops)
    {
        var ended = await Task.WhenAny(loops.Select(loop => loop.Ended));
        return loops.First(loop => loop.Ended == ended);
    }

    private bool IsCrash(Loop first) => first.EndedByItself && !_lost;

    private void Tell(Loop first)
    {
        if (IsCrash(first))
        {
            var why = first.Ended.Exception?.InnerException;
            Log.Crashed(logger, why, first.Name, ProcessExit.Crashed);
        }
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
        [LoggerMessage(Level = LogLevel.Critical, Message = "The loop \"{Loop}\" ended by an error; the process ends with exit code {ExitCode}, to be started anew")]
        public static partial void Crashed(ILogger logger, Exception? exception, string loop, int exitCode);

        [LoggerMessage(Level = LogLevel.Information, Message = "Listing ingestions and what they own")]
        public static partial void Listing(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Everything is listed; reconciling while this replica leads")]
        public static partial void Listed(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stopped: nothing is written any more")]
        public static partial void Stopped(ILogger logger);
    }
}
