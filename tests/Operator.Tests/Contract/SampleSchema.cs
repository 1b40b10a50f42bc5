using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Operator.Tests.Contract;

/// <summary>What the CRD's schema has against an object: its types, patterns and limits, and fields that it does not know.</summary>
internal static class SampleSchema
{
    private static readonly JsonSchema Rules = JsonSchema.FromText(Plain(CustomResource.Schema)!.ToJsonString());

    public static IEnumerable<string> Objections(JsonObject item)
    {
        var result = Rules.Evaluate(JsonSerializer.SerializeToElement(item), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return (result.Details ?? [])
            .SelectMany(detail => (detail.Errors ?? new Dictionary<string, string>()).Select(error => $"{detail.InstanceLocation}: {error.Value}"))
            .Concat(UnknownFields(item, CustomResource.Schema, ""));
    }

    // Kubernetes' own keywords mean nothing to a validator of JSON Schema, which refuses what it does not know.
    private static JsonNode? Plain(JsonNode? schema) => schema switch
    {
        JsonObject map => new JsonObject(map.Where(entry => !entry.Key.StartsWith("x-kubernetes-", StringComparison.Ordinal)).Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        _ => schema?.DeepClone(),
    };

    private static IEnumerable<string> UnknownFields(JsonNode? value, JsonObject schema, string path) => value switch
    {
        JsonArray list => list.SelectMany(item => UnknownFields(item, schema["items"]!.AsObject(), path + "[]")),
        JsonObject map when schema["properties"] is JsonObject known => map.SelectMany(field => known[field.Key] is JsonObject child
            ? UnknownFields(field.Value, child, $"{path}.{field.Key}")
            : [$"{path}.{field.Key} is not in the schema"]),
        _ => [],
    };
}
