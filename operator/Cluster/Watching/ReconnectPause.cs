namespace Operator.Cluster.Watching;

/// <summary>The wait before the next attempt: nothing after a success, then doubling from 0.8 s to 30 s, the upper half of it by chance.</summary>
internal sealed class ReconnectPause(Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _failures;

    public TimeSpan After(Attempt attempt)
    {
        if (attempt is not Attempt.Failed failed)
        {
            _failures = 0;
            return TimeSpan.Zero;
        }

        var ceiling = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, _failures++));
        var pause = TimeSpan.FromSeconds(ceiling * (0.5 + (0.5 * random())));
        return failed.RetryAfter is { } asked && asked > pause ? asked : pause;
    }
}

/// <summary>How a list or a watch ended.</summary>
internal abstract record Attempt
{
    private Attempt()
    {
    }

    /// <summary>A list was taken over, or a watch ended as watches do.</summary>
    internal sealed record Completed : Attempt;

    internal sealed record Failed(string Why, TimeSpan? RetryAfter = null) : Attempt;
}
