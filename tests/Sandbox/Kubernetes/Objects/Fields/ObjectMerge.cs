using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>Lays an applied object over the live one: leaves are replaced, maps and keyed lists are joined.</summary>
internal static class ObjectMerge
{
    public static JsonObject Merge(JsonObject live, JsonObject applied, TypeSchema type) =>
        Merge(Slot.Of(live), Slot.Of(applied), type) as JsonObject ?? [];

    private static JsonNode? Merge(Slot live, Slot applied, TypeSchema type)
    {
        if (!applied.Exists || !live.Exists)
        {
            return (applied.Exists ? applied : live).Node?.DeepClone();
        }

        switch (FieldShapes.Of(live, applied, type))
        {
            case FieldShape.Map when live.Node is JsonObject { Count: > 0 } || applied.Node is JsonObject { Count: > 0 }:
                return MergeMaps(live.Node as JsonObject, applied.Node as JsonObject, type);
            case FieldShape.List when live.Node is JsonArray { Count: > 0 } || applied.Node is JsonArray { Count: > 0 }:
                return MergeLists(live.Node as JsonArray ?? [], applied.Node as JsonArray ?? [], type);
            default:
                return applied.Node?.DeepClone();
        }
    }

    private static JsonObject MergeMaps(JsonObject? live, JsonObject? applied, TypeSchema type)
    {
        var merged = new JsonObject();
        foreach (var (key, value) in live ?? [])
        {
            merged[key] = Merge(Slot.Of(value), Slot.In(applied, key), type.Of(key));
        }

        foreach (var (key, value) in applied ?? [])
        {
            if (!merged.ContainsKey(key))
            {
                merged[key] = value?.DeepClone();
            }
        }

        return merged;
    }

    private static JsonArray MergeLists(JsonArray live, JsonArray applied, TypeSchema type) =>
        new KeyedListMerge(live, applied, type, (old, item) => Merge(Slot.Of(old), Slot.Of(item), type.Item)).Run();
}
