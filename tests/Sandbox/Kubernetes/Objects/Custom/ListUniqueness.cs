using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>Lists that are sets, or maps by key, hold nothing twice.</summary>
internal static class ListUniqueness
{
    public static void Check(FieldErrorList errors, JsonNode? node, StructuralSchema? schema, string path)
    {
        switch (node)
        {
            case JsonObject map when schema is not null:
                foreach (var (key, value) in map)
                {
                    var isField = schema.Properties.ContainsKey(key);
                    Check(errors, value, schema.Of(key), isField ? Join(path, key) : $"{path}[{key}]");
                }

                break;
            case JsonArray list when schema is not null:
                CheckList(errors, list, schema, path);
                break;
        }
    }

    private static void CheckList(FieldErrorList errors, JsonArray list, StructuralSchema schema, string path)
    {
        for (var index = 0; index < list.Count && schema.ListType == "map"; index++)
        {
            if (list[index] is not (null or JsonObject))
            {
                errors.Invalid($"{path}[{index}]", list[index]?.DeepClone(), "must be an object for an array of list-type map");
                return;
            }
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            var identity = schema.ListType switch
            {
                "set" => list[index]?.DeepClone(),
                "map" => Keys(list[index], schema.ListMapKeys),
                _ => null,
            };
            var text = identity?.ToJsonString();
            if (text is not null && (seen[text] = seen.GetValueOrDefault(text) + 1) == 2)
            {
                errors.Duplicate($"{path}[{index}]", identity);
            }

            Check(errors, list[index], schema.Items, $"{path}[{index}]");
        }
    }

    private static JsonObject Keys(JsonNode? item, IReadOnlyList<string> keys) =>
        new(keys.Where(key => (item as JsonObject)?.ContainsKey(key) == true).Select(key => KeyValuePair.Create(key, item![key]?.DeepClone())));

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
