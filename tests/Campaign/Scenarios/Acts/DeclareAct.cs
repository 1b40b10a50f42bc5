using System.Text.Json.Nodes;
using Campaign.Worlds;
using Sandbox.Controllers;

namespace Campaign.Scenarios.Acts;

/// <summary>A person applies an ingestion; what others have added to it stays.</summary>
internal sealed record DeclareAct(JsonObject Ingestion) : Act
{
    public override void Do(World world)
    {
        world.Apply(Ingestion.DeepClone().AsObject());
        world.Inputs.Declare(world.Get(Places.Ingestion(Ingestion.NameOf(), Ingestion.NamespaceOf()))!);
    }

    public override string ToString() => $"apply {Ingestion.NameOf()}";
}
