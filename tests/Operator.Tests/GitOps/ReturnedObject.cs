using System.Text.Json.Nodes;

namespace Operator.Tests.GitOps;

/// <summary>
/// What a script returns, as Argo CD takes it: Lua does not tell an empty map from an empty list, so what was an empty map before
/// is one again.
/// </summary>
internal static class ReturnedObject
{
    public static JsonNode Of(JsonNode returned, JsonNode before) => (returned, before) switch
    {
        (JsonArray { Count: 0 }, JsonObject) => before.DeepClone(),
        (JsonObject map, JsonObject known) => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, One(entry.Value, known[entry.Key])))),
        (JsonArray list, JsonArray known) => new JsonArray([.. list.Select((item, index) => One(item, index < known.Count ? known[index] : null))]),
        _ => returned.DeepClone(),
    };

    private static JsonNode? One(JsonNode? returned, JsonNode? before) => returned is null || before is null ? returned?.DeepClone() : Of(returned, before);
}
