namespace Operator.Cluster.Watching;

/// <summary>How lists and watches are asked for.</summary>
internal sealed record WatchOptions
{
    public int PageSize { get; init; } = 500;

    /// <summary>The server ends a watch after this time, and up to as much again by chance, so that watches do not end together.</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>So long after that the client ends it itself: the connection is dead and nobody said so.</summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromSeconds(30);
}
