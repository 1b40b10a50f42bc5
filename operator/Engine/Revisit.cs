namespace Operator.Engine;

/// <summary>When a key is looked at again if nothing happens to it before.</summary>
internal abstract record Revisit
{
    private Revisit()
    {
    }

    /// <summary>Only when something changes.</summary>
    internal sealed record Never : Revisit;

    /// <summary>After a delay; the key's back-off is reset.</summary>
    internal sealed record In(TimeSpan Delay) : Revisit;

    /// <summary>After the key's own back-off, which grows up to a ceiling and never ends.</summary>
    internal sealed record Backoff(string Why) : Revisit;

    /// <summary>As soon as a long-running turn is free for it: it needs one, and has had a short one.</summary>
    internal sealed record LongRunning : Revisit;
}
