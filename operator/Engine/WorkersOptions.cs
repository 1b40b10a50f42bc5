namespace Operator.Engine;

/// <summary>How many keys are worked on at once, and how long one may take.</summary>
internal sealed record WorkersOptions
{
    public int Count { get; init; } = 10;

    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long running reconciles may go on after the stop before they are cancelled.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Reconciles that run out of memory, with none between them that ends well, after which the workers give up.</summary>
    public int MostShortages { get; init; } = 3;
}
