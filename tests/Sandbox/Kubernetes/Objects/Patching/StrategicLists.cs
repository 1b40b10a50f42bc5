using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.Fields;

namespace Sandbox.Kubernetes.Objects.Patching;

/// <summary>Lists that strategic merge patch joins: maps by their merge key, primitives as sets.</summary>
internal static class StrategicLists
{
    public static JsonArray Merge(JsonArray original, JsonArray patch, TypeSchema list, string? mergeKey)
    {
        if (mergeKey is null)
        {
            return InOrder(Copy(original.Concat(patch).Distinct(NodesByValue.Comparer)), patch, original, null);
        }

        var items = patch.OfType<JsonObject>().Where(item => !item.ContainsKey(StrategicMergePatch.Directive)).ToList();
        if (patch.OfType<JsonObject>().Any(item => item.Text(StrategicMergePatch.Directive) == "replace"))
        {
            return Copy(items);
        }

        var deleted = patch.OfType<JsonObject>().Where(item => item.Text(StrategicMergePatch.Directive) == "delete")
            .Select(item => KeyOf(item, mergeKey)).ToList();
        var kept = original.Where(item => !deleted.Contains(KeyOf(item, mergeKey), NodesByValue.Comparer)).ToList();
        var merged = kept.Select(item => item!.DeepClone().AsObject()).ToList();
        foreach (var item in items)
        {
            var key = KeyOf(item, mergeKey);
            if (merged.FindIndex(one => JsonNode.DeepEquals(one[mergeKey], key)) is var index && index >= 0)
            {
                merged[index] = StrategicMergePatch.MergeMaps(merged[index], item.DeepClone().AsObject(), list.Item);
            }
            else
            {
                merged.Add(StrategicMergePatch.Plain(item)!.AsObject());
            }
        }

        return InOrder(Copy(merged), Copy(items), original, mergeKey);
    }

    /// <summary>Items that the order names come in that order; the others keep their place relative to them in the live list.</summary>
    public static JsonArray InOrder(JsonArray merged, JsonArray order, JsonArray live, string? mergeKey)
    {
        var named = new Queue<JsonNode?>(merged.Where(item => Position(order, item, mergeKey) >= 0).OrderBy(item => Position(order, item, mergeKey)));
        var others = new Queue<JsonNode?>(merged.Where(item => Position(order, item, mergeKey) < 0).OrderBy(item => Position(live, item, mergeKey)));
        var result = new List<JsonNode?>();
        while (named.Count > 0 || others.Count > 0)
        {
            var takesOther = named.Count == 0 || (others.Count > 0 && IsBefore(live, others.Peek(), named.Peek(), mergeKey));
            result.Add((takesOther ? others : named).Dequeue());
        }

        return Copy(result);
    }

    private static bool IsBefore(JsonArray live, JsonNode? one, JsonNode? other, string? mergeKey)
    {
        var (left, right) = (Position(live, one, mergeKey), Position(live, other, mergeKey));
        return left >= 0 && right >= 0 && left < right;
    }

    private static int Position(JsonArray list, JsonNode? item, string? mergeKey)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (mergeKey is null ? JsonNode.DeepEquals(list[index], item) : JsonNode.DeepEquals((list[index] as JsonObject)?[mergeKey], KeyOf(item, mergeKey)))
            {
                return index;
            }
        }

        return -1;
    }

    private static JsonNode? KeyOf(JsonNode? item, string mergeKey) => (item as JsonObject)?[mergeKey]
        ?? throw new PatchFailure(500, "", $"map: {GoText.Of(item)} does not contain declared merge key: {mergeKey}");

    private static JsonArray Copy(IEnumerable<JsonNode?> items) => new([.. items.Select(item => item?.DeepClone())]);
}
