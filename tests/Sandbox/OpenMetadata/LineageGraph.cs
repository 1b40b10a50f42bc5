using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>The edges between tables, by the ids of both ends.</summary>
internal sealed class LineageGraph
{
    private readonly Dictionary<(string From, string To), JsonObject> edges = [];

    public IReadOnlyDictionary<(string From, string To), JsonObject> Edges => edges;

    public void Put(string from, string to, JsonNode? details) =>
        edges[(from, to)] = (JsonObject?)details?.DeepClone() ?? [];

    public JsonObject? Edge(string from, string to) =>
        edges.TryGetValue((from, to), out var details) ? Shape(from, to, details) : null;

    /// <summary>Removes what leads to a table from one source of lineage; how many edges that were.</summary>
    public int RemoveTo(string to, string source)
    {
        var gone = edges.Where(edge => edge.Key.To == to && edge.Value["source"]?.GetValue<string>() == source).Select(edge => edge.Key).ToArray();
        foreach (var edge in gone)
        {
            edges.Remove(edge);
        }

        return gone.Length;
    }

    /// <summary>What leads to a table and away from it, one step each.</summary>
    public JsonObject Around(JsonObject entity)
    {
        var id = entity["id"]!.GetValue<string>();
        return new JsonObject
        {
            ["entity"] = entity.DeepClone(),
            ["nodes"] = new JsonArray([.. Neighbours(id).Select(node => new JsonObject { ["id"] = node, ["type"] = "table" })]),
            ["upstreamEdges"] = new JsonArray([.. edges.Where(edge => edge.Key.To == id).Select(Named)]),
            ["downstreamEdges"] = new JsonArray([.. edges.Where(edge => edge.Key.From == id).Select(Named)]),
        };
    }

    private IEnumerable<string> Neighbours(string id) =>
        edges.Keys.Where(edge => edge.To == id).Select(edge => edge.From)
            .Concat(edges.Keys.Where(edge => edge.From == id).Select(edge => edge.To)).Distinct();

    private static JsonObject Shape(string from, string to, JsonObject details) => new()
    {
        ["edge"] = new JsonObject
        {
            ["fromEntity"] = new JsonObject { ["id"] = from, ["type"] = "table" },
            ["toEntity"] = new JsonObject { ["id"] = to, ["type"] = "table" },
            ["lineageDetails"] = details.DeepClone(),
        },
    };

    private static JsonObject Named(KeyValuePair<(string From, string To), JsonObject> edge) => new()
    {
        ["fromEntity"] = edge.Key.From,
        ["toEntity"] = edge.Key.To,
        ["lineageDetails"] = edge.Value.DeepClone(),
    };
}
