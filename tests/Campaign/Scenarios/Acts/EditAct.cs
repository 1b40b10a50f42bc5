using System.Text.Json;
using System.Text.Json.Nodes;
using Campaign.Worlds;

namespace Campaign.Scenarios.Acts;

/// <summary>A person edits an ingestion; what the API server refuses changes nothing.</summary>
internal sealed record EditAct(string Name, string Patch) : Act
{
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 1000 };

    public override void Do(World world)
    {
        try
        {
            if (world.Patch(Places.Ingestion(Name), JsonNode.Parse(Patch, documentOptions: s_deep)!.AsObject()) is { } now)
            {
                world.Inputs.Declare(now);
            }
        }
        catch (HttpRequestException)
        {
            // The API server refuses it.
        }
    }

    public override string ToString() => $"edit {Name} {(Patch.Length > 300 ? $"{Patch[..300]}… ({Patch.Length} characters)" : Patch)}";
}
