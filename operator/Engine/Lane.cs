namespace Operator.Engine;

/// <summary>Where in the line a key waits. A key that wants work again moves up, never down.</summary>
internal enum Lane
{
    /// <summary>Nobody waits for it. Most of these ask outside, so each takes a long-running turn from the start.</summary>
    Low,

    /// <summary>It is known to need a long-running turn, and none was free. Served first, as soon as one is.</summary>
    LongRunning,

    /// <summary>Something happened to it. Whether it needs a long-running turn, the work itself finds out.</summary>
    Normal,
}
