namespace Campaign.Invariants;

/// <summary>All that holds after every seed.</summary>
internal static class Invariant
{
    public static IReadOnlyList<IInvariant> All { get; } =
    [
        new SettlesAsIfNothingHappened(),
        new RunsOnce(),
        new LeavesNoOrphan(),
        new LeavesStrangersAlone(),
        new KeepsPromises(),
        new WritesNothingAtRest(),
        new KeepsSecrets(),
        new ExpectsEverything(),
    ];
}
