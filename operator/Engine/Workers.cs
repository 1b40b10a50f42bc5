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
internal sealed partial class Workers<TKey>(
    WorkQueue<TKey> queue,
    Backoff<TKey> backoff,
    Func<TKey, CancellationToken, Task<Revisit>> reconcile,
    Func<TKey, Guid, IReadOnlyList<KeyValuePair<string, object?>>> scope,
    WorkersOptions options,
    TimeProvider time,
    ILogger logger)
    where TKey : class
{
    /// <summary>
    /// Works until <paramref name="stopping"/>; then takes no new key, lets the running reconciles finish for a bounded time,
    /// cancels those that did not, and ends.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var grace = stopping.Register(() => abort.CancelAfter(options.StopWithin));
        await Task.WhenAll(Enumerable.Range(0, options.Count).Select(_ => WorkAsync(stopping, abort.Token)));
    }

    private async Task WorkAsync(CancellationToken stopping, CancellationToken abort)
    {
        // Leaves the caller's thread: a queue that is full at the start would otherwise be worked on by the first worker alone.
        await Task.Yield();
        while (await queue.TakeAsync(stopping) is { } key)
        {
            try
            {
                Return(key, await ReconcileAsync(key, abort));
            }
            finally
            {
                queue.Done(key);
            }
        }
    }

    /// <summary>The one place where any exception is caught: it is logged with the reconcile's id, and the key backs off.</summary>
    private async Task<Revisit> ReconcileAsync(TKey key, CancellationToken abort)
    {
        using var timeout = new CancellationTokenSource(options.ReconcileTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, abort);
        using var lines = logger.BeginScope(scope(key, Guid.CreateVersion7(time.GetUtcNow())));
        try
        {
            return await reconcile(key, either.Token);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            Log.Aborted(logger, key);
            return new Revisit.Never();
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            Log.TimedOut(logger, key, options.ReconcileTimeout);
            return new Revisit.Backoff("the reconcile took too long");
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, key);
            return new Revisit.Backoff("the reconcile failed");
        }
    }

    private void Return(TKey key, Revisit revisit)
    {
        switch (revisit)
        {
            case Revisit.Backoff(var why):
                var delay = backoff.Next(key);
                Log.BacksOff(logger, key, delay, why);
                queue.AddAfter(key, delay);
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
        public static partial void Failed(ILogger logger, Exception exception, TKey key);

        [LoggerMessage(Level = LogLevel.Error, Message = "Reconciling {Key} was ended after {Timeout}; it is tried again")]
        public static partial void TimedOut(ILogger logger, TKey key, TimeSpan timeout);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Reconciling {Key} did not end in the time that a stop allows; it was cancelled")]
        public static partial void Aborted(ILogger logger, TKey key);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Key} is looked at again in {Delay}: {Why}")]
        public static partial void BacksOff(ILogger logger, TKey key, TimeSpan delay, string why);
    }
}
