using System.Text.Json.Nodes;
using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>Somebody changes what the operator owns.</summary>
internal sealed record ForeignEditAct(string Path, string Patch) : Act
{
    public override void Do(World world)
    {
        try
        {
            world.Patch(Path, JsonNode.Parse(Patch)!.AsObject());
        }
        catch (HttpRequestException)
        {
            // The API server does not let him.
        }
    }

    public override string ToString() => $"somebody patches {Path} {Patch}";
}
