namespace Campaign.Wires;

/// <summary>Lets everything pass, or holds it until it opens again.</summary>
internal sealed class Gate
{
    private TaskCompletionSource _opened = Opened();

    public bool IsOpen => Volatile.Read(ref _opened).Task.IsCompleted;

    public void Close()
    {
        if (IsOpen)
        {
            Volatile.Write(ref _opened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    public void Open() => Volatile.Read(ref _opened).TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken) => Volatile.Read(ref _opened).Task.WaitAsync(cancellationToken);

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
