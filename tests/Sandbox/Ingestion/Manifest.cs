using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>A node of the manifest, as far as the ingestion looks at it.</summary>
internal sealed record DbtNode(string UniqueId, JsonObject Json)
{
    public string Kind => Workflow.Text(Json, "resource_type") ?? UniqueId[..UniqueId.IndexOf('.', StringComparison.Ordinal)];

    public string Name => Workflow.Text(Json, "name") ?? "";

    public string Description => Workflow.Text(Json, "description") ?? "";

    public string Database => Workflow.Text(Json, "database") ?? "";

    public string Schema => Workflow.Text(Json, "schema") ?? "";

    /// <summary>The name of its table: a source has an identifier, everything else an alias.</summary>
    public string Table => Workflow.Text(Json, "identifier") ?? Workflow.Text(Json, "alias") ?? Name;

    public IReadOnlyList<string> DependsOn =>
        Json["depends_on"]?["nodes"] is JsonArray nodes ? [.. nodes.Select(node => node!.GetValue<string>())] : [];

    public IReadOnlyList<string> Tags => Json["tags"] is JsonArray tags ? [.. tags.Select(tag => tag!.GetValue<string>())] : [];

    public string? Owner => Json["meta"]?["openmetadata"]?["owner"]?.ToString() ?? Json["meta"]?["owner"]?.ToString();

    public JsonObject Columns => Json["columns"] as JsonObject ?? [];

    public string? CompiledSql => Workflow.Text(Json, "compiled_code");
}

/// <summary>The manifest's nodes in its own order.</summary>
internal sealed class Manifest(JsonObject json)
{
    public IReadOnlyList<DbtNode> Sources { get; } = Nodes(json["sources"]);

    public IReadOnlyList<DbtNode> Models { get; } = [.. Nodes(json["nodes"]).Where(node => node.Kind is "model" or "seed" or "snapshot")];

    public IReadOnlyList<DbtNode> Tests { get; } = [.. Nodes(json["nodes"]).Where(node => node.Kind == "test")];

    public DbtNode? Find(string uniqueId) => Models.Concat(Sources).FirstOrDefault(node => node.UniqueId == uniqueId);

    private static DbtNode[] Nodes(JsonNode? nodes) =>
        nodes is JsonObject members ? [.. members.Select(pair => new DbtNode(pair.Key, (JsonObject)pair.Value!))] : [];
}
