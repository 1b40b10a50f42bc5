using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>Whether an applied configuration fits its type; apply refuses what it could not own, whatever fieldValidation says.</summary>
internal static class AppliedStructure
{
    /// <summary>The errors as the server words them: one bare, several as a list; null where there is none.</summary>
    public static string? FirstError(JsonObject applied, TypeSchema schema)
    {
        var errors = Errors(applied, schema, "").ToList();
        return errors.Count switch
        {
            0 => null,
            1 => errors[0],
            _ => "errors:\n" + string.Join("\n", errors.Select(error => "  " + error)),
        };
    }

    private static IEnumerable<string> Errors(JsonNode? node, TypeSchema type, string path) => (type.Topology, node) switch
    {
        (_, null) or (Topology.Unknown, _) => [],
        (Topology.Scalar, _) => ScalarErrors(node, type, path),
        (Topology.Map or Topology.AtomicMap, JsonObject map) => MapErrors(map, type, path),
        (Topology.Map or Topology.AtomicMap, _) => type.KeepsUnknown ? [] : [$"{path}: expected map, got {Show(node)}"],
        (_, JsonArray list) => ListErrors(list, type, path),
        _ => [$"{path}: expected list, got {Show(node)}"],
    };

    private static IEnumerable<string> MapErrors(JsonObject map, TypeSchema type, string path)
    {
        foreach (var (key, value) in map)
        {
            var below = $"{path}.{key}";
            if (!type.Names(key) && type.Element is null && !type.KeepsUnknown)
            {
                yield return $"{below}: field not declared in schema";
                yield break;
            }

            foreach (var error in Errors(value, type.Of(key), below))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<string> ListErrors(JsonArray list, TypeSchema type, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            var element = type.Topology == Topology.AtomicList ? $"i:{index}" : PathElement.Of(list[index], type);
            if (element is null)
            {
                yield return $"{path}: element {index}: associative list with keys has an element that omits all key fields [{string.Join(" ", type.Keys.Select(key => $"\"{key}\""))}] (and doesn't have default values for any key fields)";
                yield break;
            }

            var shown = PathElement.Display([element]);
            if (!seen.Add(element))
            {
                yield return $"{path}: duplicate entries for key {shown}";
            }

            foreach (var error in Errors(list[index], type.Item, path + shown))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<string> ScalarErrors(JsonNode node, TypeSchema type, string path)
    {
        var expected = type.Scalar switch
        {
            "string" or "bytes" or "time" or "micro-time" => JsonValueKind.String,
            "boolean" => JsonValueKind.True,
            "int32" or "int64" or "number" => JsonValueKind.Number,
            _ => JsonValueKind.Undefined,
        };
        var kind = node.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();
        return expected == JsonValueKind.Undefined && node is JsonValue || kind == expected
            ? []
            : [$"{path}: expected {Mismatch(expected, node)}"];
    }

    private static string Mismatch(JsonValueKind expected, JsonNode node) => expected switch
    {
        JsonValueKind.String => $"string, got &value.valueUnstructured{{Value:{(node is JsonValue ? GoText.Of(node) : $"{GoText.TypeOf(node)}{{…}}")}}}",
        JsonValueKind.True => $"boolean, got {Show(node)}",
        JsonValueKind.Number => $"numeric (int or float), got {GoText.TypeOf(node)}",
        _ => $"any scalar, got {Show(node)}",
    };

    private static string Show(JsonNode node) => $"&{{{GoText.Of(node)}}}";
}
