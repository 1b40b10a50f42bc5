using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>The steps of a field path: how they are written in FieldsV1 and how messages show them.</summary>
internal static class PathElement
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Field(string name) => "f:" + name;

    /// <summary>How a list item is told from its neighbours; null if it can not be (a map item without any of its keys).</summary>
    public static string? Of(JsonNode? item, TypeSchema list) => list.Topology == Topology.MapList
        ? item is JsonObject map ? ByKeys(map, list) : null
        : item is null or JsonObject or JsonArray ? null : "v:" + item.ToJsonString(Plain);

    /// <summary>A path as conflicts and causes name it: <c>.spec.containers[name="c"].image</c>.</summary>
    public static string Display(IReadOnlyList<string> path)
    {
        var text = new StringBuilder();
        foreach (var element in path)
        {
            _ = element[0] switch
            {
                'f' => text.Append('.').Append(element, 2, element.Length - 2),
                'k' => text.Append('[').Append(DisplayKeys(element[2..])).Append(']'),
                'v' => text.Append("[=").Append(element, 2, element.Length - 2).Append(']'),
                _ => text.Append('[').Append(element, 2, element.Length - 2).Append(']'),
            };
        }

        return text.ToString();
    }

    private static string DisplayKeys(string json) =>
        string.Join(",", JsonNode.Parse(json)!.AsObject().Select(key => $"{key.Key}={key.Value?.ToJsonString(Plain) ?? "null"}"));

    private static string? ByKeys(JsonObject item, TypeSchema list)
    {
        var text = new StringBuilder("k:{");
        foreach (var name in list.Keys.Order(StringComparer.Ordinal))
        {
            if (KeyText(item, name, list.Item) is { } value)
            {
                text.Append(text.Length > 3 ? "," : "").Append('"').Append(name).Append("\":").Append(value);
            }
        }

        return text.Length > 3 ? text.Append('}').ToString() : null;
    }

    private static string? KeyText(JsonObject item, string name, TypeSchema type) =>
        item.TryGetPropertyValue(name, out var value) ? value?.ToJsonString(Plain) ?? "null"
        : type.Fields.TryGetValue(name, out var field) && field.KeyDefault is { } standIn ? standIn
        : null;
}
