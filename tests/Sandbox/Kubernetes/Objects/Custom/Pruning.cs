using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>Takes out, in place, what a schema does not name; returns the paths of what went.</summary>
internal static class Pruning
{
    public static List<string> Prune(JsonObject root, StructuralSchema schema)
    {
        var pruned = new List<string>();
        PruneMap(root, schema, "", pruned, isResource: true);
        return pruned;
    }

    private static void PruneNode(JsonNode? node, StructuralSchema? schema, string path, List<string> pruned)
    {
        switch (node)
        {
            case JsonObject map:
                PruneMap(map, schema, path, pruned, schema?.IsEmbeddedResource == true);
                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    PruneNode(list[index], schema?.Items ?? (schema is { PreservesUnknownFields: true } ? schema : null), $"{path}[{index}]", pruned);
                }

                break;
        }
    }

    private static void PruneMap(JsonObject map, StructuralSchema? schema, string path, List<string> pruned, bool isResource)
    {
        foreach (var (key, value) in map.ToList())
        {
            if (isResource && key is ("apiVersion" or "kind" or "metadata"))
            {
                continue;
            }

            var below = path.Length == 0 ? key : $"{path}.{key}";
            if (schema?.Of(key) is { } known)
            {
                PruneNode(value, known, below, pruned);
            }
            else if (schema is not { PreservesUnknownFields: true })
            {
                pruned.Add(below);
                map.Remove(key);
            }
        }
    }
}
