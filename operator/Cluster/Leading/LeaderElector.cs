using Operator.Cluster.Api;

namespace Operator.Cluster.Leading;

/// <summary>
/// Acquires the Lease, renews it, and gives it back at the end. Single failures are nothing but a reason to try again: leading ends
/// only when no renewal has succeeded for the whole deadline, or when another replica holds the Lease.
/// </summary>
internal sealed partial class LeaderElector(
    ApiClient api, LeaseOptions options, Leadership leadership, TimeProvider time, Func<double> random, ILogger<LeaderElector> logger) : IElection
{
    private readonly LeaseClaims _claims = new(new Leases(api, options), options, time);
    private string? _lastTold;
    private long _lastTry = time.GetTimestamp();

    public TimeSpan SinceProgress => time.GetElapsedTime(Volatile.Read(ref _lastTry));

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await AcquireAsync(stopping);
            var why = await KeepAsync(stopping);
            leadership.End();
            Log.Lost(logger, options.Namespace, options.Name, why);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            leadership.End(); // First: nothing may be written any more once another replica can take over.
            await ReleaseAsync();
        }
    }

    private async Task AcquireAsync(CancellationToken stopping)
    {
        while (true)
        {
            switch (await TryAsync(options.GiveUpAfter, stopping))
            {
                case Claim.Held held:
                    Lead(held);
                    Log.Leading(logger, options.Namespace, options.Name, options.Identity);
                    return;
                case Claim.Foreign(var holder):
                    TellOnce(holder, () => Log.Following(logger, options.Namespace, options.Name, holder));
                    break;
                case Claim.Failed(var why):
                    TellOnce(why, () => Log.Failed(logger, options.Namespace, options.Name, why));
                    break;
            }

            await Task.Delay(Pause(), time, stopping);
        }
    }

    /// <summary>Returns why this process does not lead any more.</summary>
    private async Task<string> KeepAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(PauseBeforeDeadline(), time, stopping);
            if (leadership.Left is var left && left <= TimeSpan.Zero)
            {
                return $"it could not be renewed for {options.RenewDeadline.TotalSeconds:0} s";
            }

            switch (await TryAsync(Shorter(options.GiveUpAfter, left), stopping))
            {
                case Claim.Held held:
                    Lead(held);
                    break;
                case Claim.Foreign(var holder):
                    return $"{holder} holds it";
                case Claim.Failed(var why):
                    TellOnce(why, () => Log.Failed(logger, options.Namespace, options.Name, why));
                    break;
            }
        }
    }

    private async Task<Claim> TryAsync(TimeSpan within, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            return await _claims.ClaimAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new Claim.Failed("the API server did not answer in time");
        }
        finally
        {
            Volatile.Write(ref _lastTry, time.GetTimestamp());
        }
    }

    /// <summary>Also after a try that was cut short: whether it had succeeded is what the look before the release finds out.</summary>
    private async Task ReleaseAsync()
    {
        using var patience = new CancellationTokenSource(options.ReleaseWithin, time);
        try
        {
            if (await _claims.ReleaseAsync(patience.Token) is { } failure)
            {
                Log.NotReleased(logger, options.Namespace, options.Name, failure.Message);
            }
        }
        catch (OperationCanceledException)
        {
            Log.NotReleased(logger, options.Namespace, options.Name, "the API server did not answer in time");
        }
    }

    private void Lead(Claim.Held held)
    {
        leadership.HoldFrom(held.Asked, options.RenewDeadline);
        _lastTold = null;
    }

    /// <summary>The same state of affairs is told once, not at every try.</summary>
    private void TellOnce(string what, Action tell)
    {
        if (what != _lastTold)
        {
            tell();
        }

        _lastTold = what;
    }

    /// <summary>A little by chance, so that replicas that started together do not ask together for ever.</summary>
    private TimeSpan Pause() => options.RetryEvery * (1 + (0.1 * random()));

    /// <summary>Ends just after the deadline at the latest; one millisecond more, since timers round down.</summary>
    private TimeSpan PauseBeforeDeadline() =>
        leadership.IsLeading ? Shorter(Pause(), leadership.Left + TimeSpan.FromMilliseconds(1)) : TimeSpan.Zero;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Leading: the Lease {Namespace}/{Name} is held as {Identity}")]
        public static partial void Leading(ILogger logger, string @namespace, string name, string identity);

        [LoggerMessage(Level = LogLevel.Information, Message = "Following: the Lease {Namespace}/{Name} is held by {Holder}")]
        public static partial void Following(ILogger logger, string @namespace, string name, string holder);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The Lease {Namespace}/{Name} could not be had, trying again: {Why}")]
        public static partial void Failed(ILogger logger, string @namespace, string name, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "Not leading any more, the Lease {Namespace}/{Name} is lost: {Why}")]
        public static partial void Lost(ILogger logger, string @namespace, string name, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The Lease {Namespace}/{Name} could not be given back, so others wait until it expires: {Why}")]
        public static partial void NotReleased(ILogger logger, string @namespace, string name, string why);
    }
}
