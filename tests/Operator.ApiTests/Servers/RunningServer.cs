namespace Operator.ApiTests.Servers;

/// <summary>An API server that answers: where it is and how to speak to it.</summary>
internal abstract class RunningServer : IAsyncDisposable
{
    /// <summary>Gets a client that may do everything; its base address is the server.</summary>
    public abstract HttpClient Http { get; }

    /// <summary>Gets the path of a kubeconfig for programs that want one.</summary>
    public abstract string Kubeconfig { get; }

    /// <summary>Gets what the test output calls this server.</summary>
    public abstract string Description { get; }

    public abstract ValueTask DisposeAsync();
}
