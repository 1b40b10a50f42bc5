using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>Short reads of JSON that may be absent or of another shape.</summary>
internal static class JsonAccess
{
    public static JsonObject? Map(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static IEnumerable<JsonObject> Maps(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonArray list ? list.OfType<JsonObject>() : [];

    public static JsonArray? List(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    public static string? Text(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number && long.TryParse(value.ToJsonString(), out var number) ? number : null;

    public static bool? Flag(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>Whether a field is there and not null.</summary>
    public static bool Has(this JsonNode? node, string name) => (node as JsonObject)?[name] is not null;

    /// <summary>Sets a field that is absent, null or an empty text.</summary>
    public static void SetIfAbsent(this JsonObject map, string name, JsonNode value)
    {
        if (map[name] is null || map.Text(name) is "")
        {
            map[name] = value;
        }
    }

    /// <summary>The map below a name, made if there is none.</summary>
    public static JsonObject Ensure(this JsonObject map, string name)
    {
        if (map[name] is JsonObject existing)
        {
            return existing;
        }

        var made = new JsonObject();
        map[name] = made;
        return made;
    }
}
