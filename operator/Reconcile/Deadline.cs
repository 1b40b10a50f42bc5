namespace Operator.Reconcile;

/// <summary>Until when answers are waited for. What comes later is a value, too: the work goes on with what there is.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _passed;

    public Deadline(TimeSpan within, TimeProvider time) =>
        _passed = new(within == Timeout.InfiniteTimeSpan || within > TimeSpan.Zero ? within : TimeSpan.Zero, time);

    /// <summary>Of somebody who waits for every answer.</summary>
    public static Deadline Never { get; } = new(Timeout.InfiniteTimeSpan, TimeProvider.System);

    /// <summary>The answer, or what stands for one that did not come in time.</summary>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, Func<T> late, CancellationToken cancellationToken)
    {
        if (_passed.IsCancellationRequested)
        {
            return late();
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(_passed.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (_passed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return late();
        }
    }

    public void Dispose() => _passed.Dispose();
}
