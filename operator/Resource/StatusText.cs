namespace Operator.Resource;

/// <summary>
/// How long a text in a status may be. What comes from annotations, labels, live objects and far sides has no length of its own, and
/// a status that the API server refuses for its size would keep everything else from being told.
/// </summary>
internal static class StatusText
{
    /// <summary>Of a sentence, in characters. A sentence of ours is far shorter, one that repeats words of Kubernetes may get near.</summary>
    public const int LongestMessage = 2048;

    /// <summary>Of a name, version or address, in characters.</summary>
    public const int LongestWord = 512;

    public static string? Message(string? text) => Cut(text, LongestMessage);

    public static string? Word(string? text) => Cut(text, LongestWord);

    /// <summary>Cut twice is cut once, so that what a status remembers compares equal.</summary>
    public static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most)
        {
            return text;
        }

        // Half of a letter that takes two would be no text any more.
        var kept = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..kept] + "…";
    }
}
