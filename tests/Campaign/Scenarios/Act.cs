using Campaign.Worlds;

namespace Campaign.Scenarios;

/// <summary>One thing that happens in a world.</summary>
internal abstract record Act
{
    public abstract void Do(World world);
}
