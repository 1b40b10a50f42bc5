using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>All trouble on the way ends.</summary>
internal sealed record CalmAct : Act
{
    public override void Do(World world)
    {
        world.Faults.Clear();
        foreach (var replica in world.Running.ToList())
        {
            replica.Wires.Refused = false;
            replica.Wires.TellAll();
            replica.Thaw();
        }
    }

    public override string ToString() => "all faults end";
}
