namespace Sandbox.Kubernetes.Watch;

/// <summary>Ends or silences the watches that are open: when the server stops, and when a test wants it.</summary>
internal sealed class WatchInterruptions : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource _cut = new();

    /// <summary>Open connections stay open but nothing comes through, as with a peer that died silently.</summary>
    public bool Silent { get; set; }

    public CancellationTokenSource Link(CancellationToken aborted) =>
        CancellationTokenSource.CreateLinkedTokenSource(aborted, _stopping.Token, Volatile.Read(ref _cut).Token);

    public void CutAll()
    {
        using var old = Interlocked.Exchange(ref _cut, new CancellationTokenSource());
        old.Cancel();
    }

    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        _stopping.Dispose();
        _cut.Dispose();
    }
}
