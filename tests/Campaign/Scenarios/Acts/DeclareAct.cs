using System.Text.Json.Nodes;
using Campaign.Worlds;
using Sandbox.Controllers;

namespace Campaign.Scenarios.Acts;

/// <summary>A person applies an ingestion.</summary>
internal sealed record DeclareAct(JsonObject Ingestion) : Act
{
    public override void Do(World world)
    {
        world.Apply(Ingestion.DeepClone().AsObject());
        world.Inputs.Declare(Ingestion);
    }

    public override string ToString() => $"apply {Ingestion.NameOf()}";
}
