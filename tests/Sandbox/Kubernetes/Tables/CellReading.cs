using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Tables;

/// <summary>Short ways to read what cells show.</summary>
internal static class CellReading
{
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }

    public static string Read(this JsonNode? node, string path) => node.At(path) is JsonValue value ? value.ToString() : "";

    public static string Read(this JsonNode? node, string path, string absent) => node.Read(path) is { Length: > 0 } text ? text : absent;

    public static long Count(this JsonNode? node, string path) =>
        Storage.ObjectMeta.Whole(node.At(path));

    public static IEnumerable<JsonObject> Items(this JsonNode? node, string path) =>
        node.At(path) is JsonArray items ? items.OfType<JsonObject>() : [];

    public static long Size(this JsonNode? node, string path) => node.At(path) switch
    {
        JsonArray items => items.Count,
        JsonObject fields => fields.Count,
        _ => 0,
    };

    /// <summary>True where a condition of this type has status True.</summary>
    public static bool Has(this JsonNode? node, string condition) =>
        node.Items("status.conditions").Any(item => item.Read("type") == condition && item.Read("status") == "True");

    public static string Joined(IEnumerable<string> items) => string.Join(',', items) is { Length: > 0 } text ? text : "<none>";

    /// <summary>A label selector as kubectl writes it.</summary>
    public static string Selector(this JsonNode? node, string path)
    {
        var selector = node.At(path);
        var labels = (selector is JsonObject all && (all.ContainsKey("matchLabels") || all.ContainsKey("matchExpressions")) ? all["matchLabels"] : selector) as JsonObject;
        return Joined((labels ?? []).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Where(static pair => pair.Value is JsonValue).Select(static pair => $"{pair.Key}={pair.Value}"));
    }
}
