using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>Fills in, in place, what a schema gives defaults for; a null that may not be one counts as absent.</summary>
internal static class Defaulting
{
    public static void Apply(JsonNode? node, StructuralSchema? schema)
    {
        if (schema is null)
        {
            return;
        }

        switch (node)
        {
            case JsonObject map:
                ApplyToMap(map, schema);
                break;
            case JsonArray list when schema.Items is { } item:
                ApplyToList(list, item);
                break;
        }
    }

    private static void ApplyToMap(JsonObject map, StructuralSchema schema)
    {
        foreach (var (key, value) in map.ToList())
        {
            if (value is null && schema.Of(key) is { IsNullable: false, Default: null })
            {
                map.Remove(key);
            }
        }

        foreach (var (name, property) in schema.Properties)
        {
            if (property.Default is { } standIn && map[name] is null && !(property.IsNullable && map.ContainsKey(name)))
            {
                map[name] = standIn.DeepClone();
            }
        }

        foreach (var (key, value) in map.ToList())
        {
            var below = schema.Of(key);
            if (value is null && below is { IsNullable: false, Default: { } standIn })
            {
                map[key] = standIn.DeepClone();
            }

            Apply(map[key], below);
        }
    }

    private static void ApplyToList(JsonArray list, StructuralSchema item)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (list[index] is null && item is { IsNullable: false, Default: { } standIn })
            {
                list[index] = standIn.DeepClone();
            }

            Apply(list[index], item);
        }
    }
}
