using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>A person deletes an ingestion.</summary>
internal sealed record RemoveAct(string Name) : Act
{
    public override void Do(World world)
    {
        world.Delete(Places.Ingestion(Name));
        world.Inputs.Withdraw(Name);
    }

    public override string ToString() => $"delete {Name}";
}
