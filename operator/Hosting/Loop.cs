namespace Operator.Hosting;

/// <summary>Something that runs for the life of the process. It ends when it is cancelled; any other end is the process's end.</summary>
/// <param name="name">As the log and /healthz name it.</param>
/// <param name="sinceProgress">For how long it has shown no sign; null for one that has none to show.</param>
internal sealed class Loop(string name, Func<TimeSpan>? sinceProgress)
{
    private volatile bool _endedByItself;

    public string Name => name;

    /// <summary>True once it has ended though nobody had cancelled it.</summary>
    public bool EndedByItself => _endedByItself;

    public TimeSpan? SinceProgress => sinceProgress?.Invoke();

    /// <summary>Its end, whichever it is.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public Loop Start(Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        Ended = RunAsync(run, cancellationToken);
        return this;
    }

    private async Task RunAsync(Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await run(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to end.
        }
        finally
        {
            _endedByItself = !cancellationToken.IsCancellationRequested;
        }
    }
}
