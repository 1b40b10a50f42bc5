namespace Operator.Staging;

/// <summary>
/// What one fetch may spend, since pods share no limiter: calls beside those for single steps, one a second and ten a minute, and time
/// that passes in waiting.
/// </summary>
internal sealed class Allowance(TimeSpan mostWaiting, TimeProvider time)
{
    public const int MostCalls = 10;

    /// <summary>Those for steps included: ten fetches that begin at the same moment then stay below the hundred that dbt Cloud grants a token.</summary>
    public const int MostCallsAMinute = 10;

    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    // A second more, since calls do not arrive as evenly as they are sent.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);

    private readonly Queue<long> _recent = new();
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

        if (UntilTurn is { Ticks: > 0 } rest)
        {
            await WaitAsync(rest, cancellationToken);
        }

        _calls += isOfStep ? 0 : 1;
        _last = time.GetTimestamp();
        _recent.Enqueue(_last.Value);
        if (_recent.Count > MostCallsAMinute)
        {
            _recent.Dequeue();
        }

        return true;
    }

    /// <summary>How long the next call has to wait for its turn; nothing or less where it need not.</summary>
    public TimeSpan UntilTurn => _last is not { } last ? TimeSpan.Zero
        : _recent.Count < MostCallsAMinute ? Apart - time.GetElapsedTime(last)
        : new[] { Apart - time.GetElapsedTime(last), Minute - time.GetElapsedTime(_recent.Peek()) }.Max();

    /// <summary>False where so long a wait would take the time that the ingestion needs.</summary>
    public bool Allows(TimeSpan wait) => _waited + wait <= mostWaiting;

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        _waited += wait;
        return Task.Delay(wait, time, cancellationToken);
    }
}
