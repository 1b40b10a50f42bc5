namespace Sandbox.Kubernetes.Storage;

/// <summary>A link in a collection's history. Whoever holds one can walk on and wait for what comes, without a queue of its own.</summary>
internal sealed class ChangeNode(long revision, Change? change)
{
    private readonly TaskCompletionSource<ChangeNode> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Revision { get; } = revision;

    /// <summary>Null in the very first link only.</summary>
    public Change? Change { get; } = change;

    public Task<ChangeNode> Next => _next.Task;

    public ChangeNode? NextIfThere => _next.Task.IsCompletedSuccessfully ? _next.Task.Result : null;

    public void Link(ChangeNode next) => _next.SetResult(next);
}
