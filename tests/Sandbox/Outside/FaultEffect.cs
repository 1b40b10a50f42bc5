namespace Sandbox.Outside;

/// <summary>The closed list of ways in which a call can go wrong.</summary>
internal abstract record FaultEffect
{
    private FaultEffect()
    {
    }

    /// <summary>An error status in the shape of the server.</summary>
    public sealed record Status(int Code, string? Message) : FaultEffect
    {
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>A web page with status 200: what a wrong but existing host serves.</summary>
    public sealed record Html : FaultEffect;

    /// <summary>The right answer, but late.</summary>
    public sealed record Slow(TimeSpan Wait) : FaultEffect;

    /// <summary>The right answer, whose connection breaks after so many bytes; null is half-way.</summary>
    public sealed record CutOff(int? After) : FaultEffect;

    /// <summary>The beginning of the right answer, which ends in order as if it were all; null is half of it.</summary>
    public sealed record Truncated(int? Keep) : FaultEffect;

    /// <summary>The right answer, of which after so many bytes nothing more comes, while the connection stays.</summary>
    public sealed record Stalled(int After) : FaultEffect;

    /// <summary>The connection breaks before any answer.</summary>
    public sealed record Reset : FaultEffect;

    /// <summary>429 until the time is over.</summary>
    public sealed record Cooldown(TimeSpan Length, bool RetryAfter) : FaultEffect;

    /// <summary>302 to another origin.</summary>
    public sealed record Redirect(Uri Origin) : FaultEffect;
}
