namespace Campaign.Invariants;

/// <summary>What was to be so by a certain hour, while there was trouble, was so: neighbours are served.</summary>
internal sealed class KeepsPromises : IInvariant
{
    public IEnumerable<string> Broken(Ending ending) => ending.World.Broken;
}
