using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Patching;

/// <summary>
/// Strategic merge patch: a merge patch that knows the types' lists, with directives for what a merge alone can not say.
/// </summary>
internal static class StrategicMergePatch
{
    public const string Directive = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList/";
    public const string SetElementOrder = "$setElementOrder/";

    public static JsonObject Apply(JsonObject live, JsonObject patch, TypeSchema schema) =>
        MergeMaps(live.DeepClone().AsObject(), patch.DeepClone().AsObject(), schema);

    /// <summary>Merges a patch into a map that is ours to change.</summary>
    public static JsonObject MergeMaps(JsonObject original, JsonObject patch, TypeSchema schema)
    {
        if (patch[Directive] is { } directive)
        {
            return WholeMap(directive, patch);
        }

        ApplyRetainKeys(original, patch);
        MergeOrderedLists(original, patch, schema);
        foreach (var (key, change) in patch.ToList())
        {
            if (key.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal))
            {
                DeletePrimitives(original, key[DeleteFromPrimitiveList.Length..], change);
            }
            else
            {
                MergeField(original, key, change, schema);
            }
        }

        return original;
    }

    /// <summary>A patch value that stands alone: without its nulls and without what carries a directive.</summary>
    public static JsonNode? Plain(JsonNode? patch)
    {
        switch (patch)
        {
            case JsonObject map:
                return new JsonObject(map
                    .Where(field => field.Value is not null && !HasDirective(field.Value))
                    .Select(field => KeyValuePair.Create(field.Key, Plain(field.Value))));
            case JsonArray list:
                return new JsonArray([.. list.Where(item => !HasDirective(item)).Select(Plain)]);
            default:
                return patch?.DeepClone();
        }
    }

    public static bool HasDirective(JsonNode? node) => node is JsonObject map && map.ContainsKey(Directive);

    private static void MergeField(JsonObject original, string key, JsonNode? change, TypeSchema schema)
    {
        var field = schema.Fields.GetValueOrDefault(key);
        var replaces = field?.PatchStrategies.Contains("replace") == true;
        switch (original[key], change)
        {
            case (_, null):
                original.Remove(key);
                break;
            case (JsonObject old, JsonObject below) when !replaces:
                var merged = MergeMaps(old, below, schema.Of(key));
                if (!ReferenceEquals(merged, old))
                {
                    original[key] = merged;
                }

                break;
            case (JsonArray old, JsonArray items) when field?.PatchStrategies.Contains("merge") == true:
                original[key] = StrategicLists.Merge(old, items, schema.Of(key), field.PatchMergeKey);
                break;
            case (_, JsonObject below) when HasDirective(below):
                original.Remove(key);
                break;
            default:
                original[key] = Plain(change);
                break;
        }
    }

    private static JsonObject WholeMap(JsonNode directive, JsonObject patch)
    {
        var text = $"unknown patch type: {GoText.Of(directive)} in map: {GoText.Of(patch)}";
        patch.Remove(Directive);
        return directive.ToJsonString() switch
        {
            "\"replace\"" => patch.DeepClone().AsObject(),
            "\"delete\"" => [],
            _ => throw new PatchFailure(500, "", text),
        };
    }

    private static void ApplyRetainKeys(JsonObject original, JsonObject patch)
    {
        if (!patch.ContainsKey(RetainKeys))
        {
            return;
        }

        var retained = Texts(patch[RetainKeys]) ?? throw BadFormat(RetainKeys);
        patch.Remove(RetainKeys);
        if (patch.Any(field => field.Value is not null && !field.Key.StartsWith('$') && !retained.Contains(field.Key)))
        {
            throw BadFormat(RetainKeys);
        }

        foreach (var key in original.Select(field => field.Key).Where(key => !retained.Contains(key)).ToList())
        {
            original.Remove(key);
        }
    }

    private static void MergeOrderedLists(JsonObject original, JsonObject patch, TypeSchema schema)
    {
        foreach (var key in patch.Select(field => field.Key).Where(key => key.StartsWith(SetElementOrder, StringComparison.Ordinal)).ToList())
        {
            var order = patch[key] as JsonArray ?? throw BadFormat("$setElementOrder");
            patch.Remove(key);
            var name = key[SetElementOrder.Length..];
            var mergeKey = schema.Fields.GetValueOrDefault(name)?.PatchMergeKey;
            var (old, items) = (original[name] as JsonArray, patch[name] as JsonArray);
            patch.Remove(name);
            if (old is not null || items is not null)
            {
                var merged = old is null ? Plain(items)!.AsArray() : items is null ? old : StrategicLists.Merge(old, items, schema.Of(name), mergeKey);
                original[name] = StrategicLists.InOrder(merged, order, old ?? [], mergeKey);
            }
        }
    }

    private static void DeletePrimitives(JsonObject original, string key, JsonNode? values)
    {
        if (original[key] is JsonArray list && values is JsonArray unwanted)
        {
            original[key] = new JsonArray([.. list.Where(item => !unwanted.Contains(item, Fields.NodesByValue.Comparer)).Select(item => item?.DeepClone())]);
        }
    }

    private static List<string>? Texts(JsonNode? node) =>
        node is JsonArray list && list.All(item => item is JsonValue value && value.TryGetValue<string>(out _)) ? [.. list.Select(item => (string)item!)] : null;

    private static PatchFailure BadFormat(string directive) => PatchFailure.BadRequest($"invalid patch format of {directive}");
}
