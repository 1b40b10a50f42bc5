using Campaign.Scenarios;
using Campaign.Wires;
using Campaign.Worlds;

namespace Campaign.Invariants;

/// <summary>A world in which all trouble is over and everything had time to settle, and what the same inputs come to where nothing happened.</summary>
internal sealed record Ending(Scenario Scenario, World World, Picture Now, Picture Undisturbed)
{
    /// <summary>What was written in the hour after it had settled.</summary>
    public required IReadOnlyList<Written> WrittenAtRest { get; init; }

    public IReadOnlyList<Worlds.Replica> Replicas => World.Replicas;

    /// <summary>Whether somebody has asked for runs, or has made some: then the history of runs is not that of the undisturbed world.</summary>
    public bool HasRuns { get; } = World.Log.All.Any(written => written.Call.Path.EndsWith("/jobs", StringComparison.Ordinal)) || Scenario.Steps.Any(step => step.Act is Scenarios.Acts.ManualJobAct);
}
