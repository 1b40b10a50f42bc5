using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>Values as the server's messages print them where it does not bother to write JSON: <c>map[a:1 b:[x y]]</c>.</summary>
internal static class GoText
{
    public static string Of(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject map => $"map[{string.Join(' ', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Of(pair.Value)}"))}]",
        JsonArray list => $"[{string.Join(' ', list.Select(Of))}]",
        _ when node.GetValueKind() == JsonValueKind.String => (string)node!,
        _ => node.ToJsonString(),
    };

    /// <summary>The name of a value's type.</summary>
    public static string TypeOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.ToJsonString().AsSpan().ContainsAny(".eE") ? "float64" : "int64",
        _ => "bool",
    };
}
