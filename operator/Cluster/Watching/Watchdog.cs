namespace Operator.Cluster.Watching;

/// <summary>Ends a watch that outlives its time, or that nothing has been heard of for too long.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly CancellationTokenSource _lifetime;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _longestSilence;

    public Watchdog(TimeSpan lifetime, TimeSpan longestSilence, TimeProvider time, CancellationToken cancellationToken)
    {
        _longestSilence = longestSilence;
        _lifetime = new CancellationTokenSource(lifetime, time);
        _silence = new CancellationTokenSource(longestSilence, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_lifetime.Token, _silence.Token, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    public bool HasBarked => _lifetime.IsCancellationRequested || _silence.IsCancellationRequested;

    public void Heard() => _silence.CancelAfter(_longestSilence);

    public void Dispose()
    {
        _either.Dispose();
        _silence.Dispose();
        _lifetime.Dispose();
    }
}
