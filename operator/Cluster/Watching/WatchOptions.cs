namespace Operator.Cluster.Watching;

/// <summary>How lists and watches are asked for.</summary>
internal sealed record WatchOptions
{
    /// <summary>Objects of a list's first page: few, since nobody knows yet what they weigh.</summary>
    public int FirstPage { get; init; } = 50;

    /// <summary>What the further pages are to weigh. They are read as they come; this is for the API server, and for the time that one takes.</summary>
    public int PageBytes { get; init; } = 1024 * 1024;

    /// <summary>Objects of a page, however small they are.</summary>
    public int LargestPage { get; init; } = 500;

    /// <summary>The server ends a watch after this time, and up to as much again by chance, so that watches do not end together.</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>So long after that the client ends it itself: the connection is dead and nobody said so.</summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest silence of a watch: the server sends a bookmark about once a minute. A dead connection is found much earlier, by
    /// HTTP/2's pings; this finds a live one whose far end has stopped.
    /// </summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Plain HTTP has no pings, so there a watch is short and its end is what proves the connection.</summary>
    public static WatchOptions For(Uri server) => server.Scheme == Uri.UriSchemeHttps
        ? new WatchOptions()
        : new WatchOptions { WatchFor = TimeSpan.FromSeconds(20) };
}
