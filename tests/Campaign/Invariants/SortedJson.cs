using System.Text.Json.Nodes;

namespace Campaign.Invariants;

/// <summary>JSON as text in which the order of members says nothing.</summary>
internal static class SortedJson
{
    public static string Of(JsonNode? node) => Sorted(node)?.ToJsonString() ?? "";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
