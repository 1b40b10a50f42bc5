using Campaign.Invariants;
using Campaign.Scenarios;
using Campaign.Scenarios.Acts;
using Campaign.Worlds;

namespace Campaign.Running;

/// <summary>Plays the scenario of one seed to its end, and says which invariants are broken then.</summary>
internal sealed class SeedRunner
{
    /// <summary>Longer than the longest pause of anything that is tried again, and than any silence that somebody asks for.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromHours(3);

    /// <summary>Where nobody asks for silence. Two replicas talk to their Lease all the time.</summary>
    private static readonly TimeSpan s_settlingOfReplicas = TimeSpan.FromMinutes(40);

    private static readonly TimeSpan s_rest = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_restOfReplicas = TimeSpan.FromMinutes(10);

    private readonly Baselines _baselines = new();

    /// <param name="log">Where the operators' logs and all writes go when something is broken; null keeps them.</param>
    /// <param name="sabotage">Done when all has settled, just before it is looked at.</param>
    public IReadOnlyList<string> Run(Scenario scenario, TextWriter? log = null, Action<World>? sabotage = null)
    {
        using var world = new World(scenario.Seed);
        Begin(world, scenario);
        foreach (var step in scenario.Steps)
        {
            step.Act.Do(world);
            world.Run(step.Then);
        }

        var ending = End(world, scenario, sabotage);
        IReadOnlyList<string> broken = [.. Invariant.All.SelectMany(invariant => invariant.Broken(ending)).Distinct()];
        if (broken.Count > 0 && log is not null)
        {
            Tell(world, log);
        }

        return broken;
    }

    private static void Tell(World world, TextWriter log)
    {
        foreach (var written in world.Log.All.Where(written => !written.Call.IsLease))
        {
            log.WriteLine($"{written} {written.Body}");
        }

        foreach (var replica in world.Replicas)
        {
            log.WriteLine($"log of {replica.Name}");
            replica.Lines.All.ToList().ForEach(log.WriteLine);
        }
    }

    private static void Begin(World world, Scenario scenario)
    {
        Beginning.Secrets(world);
        foreach (var ingestion in scenario.Ingestions.Append(Manifests.Neighbour()))
        {
            new DeclareAct(ingestion).Do(world);
        }

        if (scenario.FromTheStart && scenario.Steps[0].Act is FaultAct)
        {
            scenario.Steps[0].Act.Do(world);
        }

        foreach (var off in scenario.Replicas)
        {
            world.StartOperator(elects: scenario.Replicas.Count > 1, off);
        }

        world.Run(TimeSpan.FromSeconds(scenario.FromTheStart ? 0 : 90));
    }

    private Ending End(World world, Scenario scenario, Action<World>? sabotage)
    {
        new CalmAct().Do(world);
        Beginning.Secrets(world);
        var several = scenario.Replicas.Count > 1;
        world.Run(several ? s_settlingOfReplicas : s_settling);
        var written = world.Log.All.Count;
        sabotage?.Invoke(world);
        world.Run(several ? s_restOfReplicas : s_rest);
        return new Ending(scenario, world, Picture.Of(world), _baselines.Of(world.Inputs)) { WrittenAtRest = [.. world.Log.All.Skip(written)] };
    }
}
