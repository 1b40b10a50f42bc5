using Campaign.Faults;
using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>From now on calls meet trouble.</summary>
internal sealed record FaultAct(Fault Fault) : Act
{
    public override void Do(World world) => world.Faults.Add(Fault);

    public override string ToString() => Fault.ToString();
}
