namespace Operator.Engine;

/// <summary>
/// How many workers one flow, and long-running work of all flows, may hold. Work that waits for somebody outside may hold a worker
/// for a minute, and nobody can take it back, so some workers are kept free of it.
/// </summary>
/// <param name="Workers">Of one flow.</param>
/// <param name="LongRunning">Of one flow's long-running turns.</param>
/// <param name="MostLongRunning">Long-running turns of all flows.</param>
internal sealed record QueueShares(Share Workers, Share LongRunning, int MostLongRunning)
{
    /// <summary>Nothing is kept apart.</summary>
    public static QueueShares None { get; } = new(Share.Unlimited, Share.Unlimited, int.MaxValue);

    /// <summary>
    /// A fifth of the workers never does long-running work. Of the rest, as of all, a flow has half while others wait, and never
    /// the last one. A single worker cannot be shared.
    /// </summary>
    public static QueueShares Of(int workers)
    {
        var longRunning = workers - Math.Min(Math.Max(1, workers / 5), workers - 1);
        return new(Share.Of(workers), Share.Of(longRunning), longRunning);
    }

    public FlowStanding StandingOf(int inWork, int longRunning, bool wantsLongRunning)
    {
        var standing = Workers.StandingOf(inWork);
        var other = wantsLongRunning ? LongRunning.StandingOf(longRunning) : FlowStanding.BelowShare;
        return other > standing ? other : standing;
    }
}

/// <summary>A part of the workers.</summary>
/// <param name="Fair">What a flow may have while others wait.</param>
/// <param name="Most">What it may have when nobody else waits.</param>
internal sealed record Share(int Fair, int Most)
{
    public static Share Unlimited { get; } = new(int.MaxValue, int.MaxValue);

    public static Share Of(int all) => new(Math.Max(1, all / 2), Math.Max(1, all - 1));

    public FlowStanding StandingOf(int taken) =>
        taken >= Most ? FlowStanding.AtLimit : taken >= Fair ? FlowStanding.AboveShare : FlowStanding.BelowShare;
}

/// <summary>How a flow stands with its share of the workers.</summary>
internal enum FlowStanding
{
    BelowShare,

    /// <summary>It is served when no flow below its share waits.</summary>
    AboveShare,

    /// <summary>It is served when some of its work has ended.</summary>
    AtLimit,
}
