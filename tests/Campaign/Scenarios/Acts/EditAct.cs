using System.Text.Json.Nodes;
using Campaign.Worlds;
using Sandbox.Controllers;

namespace Campaign.Scenarios.Acts;

/// <summary>A person edits an ingestion; what the API server refuses changes nothing.</summary>
internal sealed record EditAct(string Name, string Patch) : Act
{
    public override void Do(World world)
    {
        if (Edited(world) is { } now)
        {
            world.Inputs.Declare(now);
        }
    }

    public override string ToString() => $"edit {Name} {(Patch.Length > 300 ? $"{Patch[..300]}… ({Patch.Length} characters)" : Patch)}";

    private JsonObject? Edited(World world)
    {
        try
        {
            return world.Patch(Places.Ingestion(Name), JsonNode.Parse(Patch)!.AsObject());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
