using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Tables;

/// <summary>One column: how it is announced and how its cell is read from an object. Priority 1 shows with -o wide only.</summary>
internal sealed record Column(string Name, string Type, Func<JsonObject, JsonNode?> Cell)
{
    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    public int Priority { get; init; }

    public JsonObject Definition() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
