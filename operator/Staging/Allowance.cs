namespace Operator.Staging;

/// <summary>
/// What one fetch may spend, since pods share no limiter: calls beside those for single steps, one a second, and time that passes
/// in waiting.
/// </summary>
internal sealed class Allowance(TimeSpan mostWaiting, TimeProvider time)
{
    public const int MostCalls = 10;

    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);
    private int _calls;
    private TimeSpan _waited;
    private long? _last;

    /// <summary>Of the Job's time most belongs to the ingestion.</summary>
    public static Allowance Within(TimeSpan deadline, TimeProvider time) => new(deadline / 3, time);

    public TimeSpan MostWaiting => mostWaiting;

    /// <summary>Waits for the turn of a call; false where none is left.</summary>
    public async Task<bool> TakeTurnAsync(bool isOfStep, CancellationToken cancellationToken)
    {
        if (!isOfStep && _calls == MostCalls)
        {
            return false;
        }

        var rest = _last is { } last ? Apart - time.GetElapsedTime(last) : TimeSpan.Zero;
        if (rest > TimeSpan.Zero)
        {
            await WaitAsync(rest, cancellationToken);
        }

        _calls += isOfStep ? 0 : 1;
        _last = time.GetTimestamp();
        return true;
    }

    /// <summary>False where so long a wait would take the time that the ingestion needs.</summary>
    public bool Allows(TimeSpan wait) => _waited + wait <= mostWaiting;

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        _waited += wait;
        return Task.Delay(wait, time, cancellationToken);
    }
}
