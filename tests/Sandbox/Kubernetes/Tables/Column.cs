using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Tables;

/// <summary>One column: how it is announced, and how its cell is read from an object at a moment. Priority 1 shows with -o wide only.</summary>
internal sealed record Column(string Name, string Type, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    public int Priority { get; init; }

    public static Column Text(string name, Func<JsonObject, string> cell) => new(name, "string", (content, _) => cell(content));

    public static Column Number(string name, Func<JsonObject, long> cell) => new(name, "integer", (content, _) => cell(content));

    /// <summary>How long ago the instant at a path was.</summary>
    public static Column Since(string name, string path, string absent = "<unknown>") =>
        new(name, "string", (content, now) => HumanDuration.Since(content.Read(path), now, absent));

    public Column Wide() => this with { Priority = 1 };

    public JsonObject Definition() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
