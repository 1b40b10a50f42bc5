namespace Operator.Cluster.Api;

/// <summary>
/// Path and query of a request, every part escaped. Names come from what users wrote: one that could lead to another path makes
/// the whole path one that is never sent.
/// </summary>
internal sealed record ApiPath
{
    private ApiPath(string text, bool sendable)
    {
        Text = text;
        Sendable = sendable;
    }

    public static ApiPath Top { get; } = new("", true);

    public string Text { get; }

    public bool Sendable { get; }

    public ApiPath Slash(string segment) => new($"{Text}/{Uri.EscapeDataString(segment)}", Sendable && IsName(segment));

    public ApiPath With(string name, string value) =>
        new($"{Text}{(Text.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}", Sendable);

    public override string ToString() => Text;

    /// <summary>The API server's own rule for names that stand in a path.</summary>
    private static bool IsName(string segment) =>
        segment is not ("" or "." or "..") && !segment.AsSpan().ContainsAny('/', '%');
}
