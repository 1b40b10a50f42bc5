namespace Operator.Hosting.Listening;

/// <summary>One port of the operator. A connection carries it as a feature, an endpoint as metadata.</summary>
/// <param name="MostConnections">One more ends the oldest.</param>
internal sealed record Listener(string Name, int MostConnections)
{
    /// <summary>/healthz, /livez, /readyz and /loglevel: each is answered within milliseconds, on a connection of its own.</summary>
    public static Listener Probes { get; } = new("probes", 128);

    /// <summary>/metrics. A connection that reads slowly keeps a whole page in memory, so there are fewer.</summary>
    public static Listener Metrics { get; } = new("metrics", 32);
}
