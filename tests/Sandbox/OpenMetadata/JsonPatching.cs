using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>JSON Patch (RFC 6902) with the three operations that clients of this server send.</summary>
internal static class JsonPatching
{
    public static void Apply(JsonObject entity, JsonArray operations)
    {
        foreach (var operation in operations)
        {
            var steps = operation!["path"]!.GetValue<string>().Split('/')[1..]
                .Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
            var parent = steps[..^1].Aggregate((JsonNode)entity, Down);
            Change(parent, steps[^1], operation["op"]!.GetValue<string>(), operation["value"]);
        }
    }

    private static JsonNode Down(JsonNode node, string step) => node switch
    {
        JsonArray array => array[int.Parse(step, CultureInfo.InvariantCulture)]!,
        JsonObject members => members[step] ??= new JsonArray(),
        _ => throw new FormatException($"Nothing lies below {step}"),
    };

    private static void Change(JsonNode parent, string step, string operation, JsonNode? value)
    {
        switch (parent, operation)
        {
            case (JsonObject members, "remove"):
                members.Remove(step);
                break;
            case (JsonObject members, _):
                members[step] = value?.DeepClone();
                break;
            case (JsonArray array, "remove"):
                array.RemoveAt(Index(array, step));
                break;
            case (JsonArray array, "replace"):
                array[Index(array, step)] = value?.DeepClone();
                break;
            case (JsonArray array, _):
                array.Insert(Index(array, step), value?.DeepClone());
                break;
        }
    }

    private static int Index(JsonArray array, string step) =>
        step == "-" ? array.Count : Math.Min(array.Count, int.Parse(step, CultureInfo.InvariantCulture));
}
