namespace Operator.Engine;

/// <summary>
/// Takes keys from the queue and calls <paramref name="reconcile"/> for each; the answer, or the failure, says when the key
/// comes back. Nothing that one key does ends the work on the others.
/// </summary>
/// <param name="queue">Where the keys come from and go back to.</param>
/// <param name="backoff">How long a failing key waits.</param>
/// <param name="reconcile">The work itself.</param>
/// <param name="scope">What every log line of one reconcile carries: given the key and the reconcile's id.</param>
/// <param name="options">Number of workers and time-outs.</param>
/// <param name="time">For the time-outs.</param>
/// <param name="logger">For failures and the wait after them.</param>
/// <param name="observer">Is told how each reconcile ends.</param>
internal sealed partial class Workers<TKey>(
    WorkQueue<TKey> queue,
    Backoff<TKey> backoff,
    Func<TKey, CancellationToken, Task<Revisit>> reconcile,
    Func<TKey, Guid, IReadOnlyList<KeyValuePair<string, object?>>> scope,
    WorkersOptions options,
    TimeProvider time,
    ILogger logger,
    IWorkObserver? observer = null)
    where TKey : class
{
    private const long NotWorking = -1;
    private long _workingSince = NotWorking;

    /// <summary>How many reconciles have run out of memory since one ended well.</summary>
    private int _shortages;

    /// <summary>For how long keys have waited and no worker took one; zero where none is meant to, as in a follower.</summary>
    public TimeSpan StandsStillFor
    {
        get
        {
            var since = Volatile.Read(ref _workingSince);
            var working = since == NotWorking ? TimeSpan.Zero : time.GetElapsedTime(since);
            var still = queue.Look().StandsStillFor;
            return still < working ? still : working;
        }
    }

    /// <summary>
    /// Works until <paramref name="stopping"/>; then takes no new key, lets the running reconciles finish for a bounded time,
    /// cancels those that did not, and ends. Ends by an error where a worker did, such as one that finds no memory again and again.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var grace = stopping.Register(() => abort.CancelAfter(options.StopWithin));
        Volatile.Write(ref _workingSince, time.GetTimestamp());
        var running = Enumerable.Range(0, options.Count).Select(_ => WorkAsync(stopping, abort.Token)).ToList();
        while (running.Count > 0)
        {
            // One that ends by an error is told at once, not when the last of the others has ended.
            var ended = await Task.WhenAny(running);
            await ended;
            running.Remove(ended);
        }

        Volatile.Write(ref _workingSince, NotWorking);
    }

    private async Task WorkAsync(CancellationToken stopping, CancellationToken abort)
    {
        // Leaves the caller's thread: a queue that is full at the start would otherwise be worked on by the first worker alone.
        await Task.Yield();
        while (await queue.TakeAsync(stopping) is { } key)
        {
            try
            {
                await ServeAsync(key, abort);
            }
            finally
            {
                queue.Done(key);
            }
        }
    }

    private async Task ServeAsync(TKey key, CancellationToken abort)
    {
        using var lines = logger.BeginScope(scope(key, Guid.CreateVersion7(time.GetUtcNow())));
        var began = time.GetTimestamp();
        var (revisit, ending) = await ReconcileAsync(key, abort);
        observer?.Ended(ending, time.GetElapsedTime(began));
        Return(key, revisit, ending);
    }

    /// <summary>
    /// The one place where any exception is caught: it is logged with the reconcile's id, and the key backs off. Lack of memory may
    /// be that of one key; where no reconcile ends well any more it is the process's, and only a restart helps.
    /// </summary>
    private async Task<(Revisit Revisit, Ending Ending)> ReconcileAsync(TKey key, CancellationToken abort)
    {
        using var timeout = new CancellationTokenSource(options.ReconcileTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, abort);
        try
        {
            var revisit = await reconcile(key, either.Token);
            Volatile.Write(ref _shortages, 0);
            return (revisit, EndingOf(revisit));
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            Log.Aborted(logger, key);
            return (new Revisit.Never(), Ending.Aborted);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            Log.TimedOut(logger, key, options.ReconcileTimeout);
            return (new Revisit.Backoff("the reconcile took too long"), Ending.TimedOut);
        }
        catch (OutOfMemoryException) when (Interlocked.Increment(ref _shortages) < options.MostShortages)
        {
            Log.OutOfMemory(logger, key);
            return (new Revisit.Backoff("the memory did not suffice"), Ending.Failed);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.Panicked(logger, exception, key);
            return (new Revisit.Backoff("the reconcile failed"), Ending.Panicked);
        }
    }

    private static Ending EndingOf(Revisit revisit) => revisit switch
    {
        Revisit.Backoff => Ending.Failed,
        Revisit.LongRunning => Ending.PutOff,
        Revisit.In => Ending.ComesBack,
        _ => Ending.Settled,
    };

    private void Return(TKey key, Revisit revisit, Ending ending)
    {
        switch (revisit)
        {
            case Revisit.Backoff(var why):
                var delay = backoff.Next(key);
                Log.BacksOff(logger, key, delay, why);
                queue.RetryAfter(key, delay, hasHadItsTime: ending is Ending.TimedOut);
                break;
            case Revisit.LongRunning:
                queue.PutOff(key);
                break;
            case Revisit.In(var wait):
                backoff.Reset(key);
                queue.AddAfter(key, wait);
                break;
            default:
                backoff.Reset(key);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Reconciling {Key} failed unexpectedly; it is tried again")]
        public static partial void Panicked(ILogger logger, Exception exception, TKey key);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Reconciling {Key} ran out of memory; it is tried again")]
        public static partial void OutOfMemory(ILogger logger, TKey key);

        [LoggerMessage(Level = LogLevel.Error, Message = "Reconciling {Key} was ended after {Timeout}; it is tried again")]
        public static partial void TimedOut(ILogger logger, TKey key, TimeSpan timeout);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Reconciling {Key} did not end in the time that a stop allows; it was cancelled")]
        public static partial void Aborted(ILogger logger, TKey key);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Key} is looked at again in {Delay}: {Why}")]
        public static partial void BacksOff(ILogger logger, TKey key, TimeSpan delay, string why);
    }
}
