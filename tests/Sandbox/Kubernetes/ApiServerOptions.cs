namespace Sandbox.Kubernetes;

/// <summary>How the API server is run.</summary>
internal sealed record ApiServerOptions
{
    /// <summary>On 127.0.0.1; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>How often watches that allow bookmarks get one.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many changes of each resource watches and continued lists can go back.</summary>
    public int HistoryLength { get; init; } = 10_000;
}
