using System.Text.Json.Nodes;

namespace Operator.Hosting.Verbs;

/// <summary>One document of a file as JSON, and the line on which each part of it stands.</summary>
internal sealed class YamlDocument(string source, JsonObject root, int line, IReadOnlyDictionary<JsonNode, int> lines)
{
    private Dictionary<string, int>? _lineOfPath;

    public string Source => source;

    public JsonObject Root => root;

    public int Line => line;

    /// <summary>The line of a node; that of the nearest part above where the node itself has none, as null has not.</summary>
    public int LineOf(JsonNode? node, JsonNode? parent = null) =>
        node is not null && lines.TryGetValue(node, out var own) ? own
        : parent is not null && lines.TryGetValue(parent, out var above) ? above
        : line;

    /// <summary>The line of what a JSON path such as <c>$.spec.filters[0].jobId</c> names, or of the nearest part above it.</summary>
    public int LineOf(string? path)
    {
        _lineOfPath ??= lines.ToDictionary(pair => pair.Key.GetPath(), pair => pair.Value);
        for (var place = path ?? ""; place.Length > 0; place = place[..Math.Max(0, place.LastIndexOfAny(['.', '[']))])
        {
            if (_lineOfPath.TryGetValue(place, out var found))
            {
                return found;
            }
        }

        return line;
    }

    public Complaint Complain(int at, string what) => new(source, at, what);
}

/// <summary>What is wrong with input, where it stands and how to put it right. Never with a value: it might be a token.</summary>
internal sealed record Complaint(string Source, int Line, string What)
{
    public override string ToString() => Line > 0 ? $"{Source}:{Line}: {What}" : $"{Source}: {What}";
}
