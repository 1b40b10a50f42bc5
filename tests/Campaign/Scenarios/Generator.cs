using Campaign.Scenarios.Making;

namespace Campaign.Scenarios;

/// <summary>Makes the scenario of a seed. The kind is part of the seed, so that its number alone replays it.</summary>
internal static class Generator
{
    private static readonly Kind[] s_kinds = Enum.GetValues<Kind>();

    public static Kind KindOf(int seed) => s_kinds[seed % s_kinds.Length];

    public static Scenario Make(int seed)
    {
        var dice = new Dice(seed);
        return KindOf(seed) switch
        {
            Kind.Mutations => MutationScenarios.Make(seed, dice),
            Kind.Crashes => CrashScenarios.Make(seed, seed / s_kinds.Length, dice),
            Kind.Events => EventScenarios.Make(seed, dice),
            Kind.Server => ServerScenarios.Make(seed, dice),
            Kind.Replicas => ReplicaScenarios.Make(seed, dice),
            var kind => RunScenarios.Make(seed, kind, dice),
        };
    }
}
