using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// Compares what is desired with what is stored, as the API server merges: of maps only the desired keys, of keyed lists only the
/// desired items, of other lists everything; quantities by value. What the server fills in is nobody's change.
/// </summary>
internal static class DesiredFields
{
    // The lists of a CronJob that merge by key; all others are replaced whole.
    private static readonly Dictionary<string, string> MergeKeys = new()
    {
        ["ownerReferences"] = "uid",
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["env"] = "name",
        ["volumeMounts"] = "mountPath",
        ["volumes"] = "name",
        ["imagePullSecrets"] = "name",
    };

    // Values that the server writes into the items of lists that are compared whole.
    private static readonly Dictionary<string, string> Defaulted = new() { ["apiVersion"] = "v1" };

    private static readonly string[] MapsOfQuantities = ["requests", "limits"];
    private static readonly string[] Quantities = ["sizeLimit", "divisor"];
    private static readonly string[] WholeMaps = ["nodeSelector"];

    public static bool AreIn(JsonNode? desired, JsonNode? live, string field) => (desired, live) switch
    {
        (null, _) => true,
        (_, null) => IsEmpty(desired),
        (JsonObject wanted, JsonObject stored) => AreIn(wanted, stored, field),
        (JsonArray wanted, JsonArray stored) => AreIn(wanted, stored, field),
        _ => JsonNode.DeepEquals(desired, live),
    };

    private static bool AreIn(JsonObject desired, JsonObject live, string field)
    {
        if (WholeMaps.Contains(field))
        {
            return JsonNode.DeepEquals(desired, live);
        }

        return desired.All(pair => MapsOfQuantities.Contains(field) || Quantities.Contains(pair.Key)
            ? IsSameQuantity(pair.Value, live[pair.Key])
            : AreIn(pair.Value, live[pair.Key], pair.Key));
    }

    private static bool AreIn(JsonArray desired, JsonArray live, string field)
    {
        if (!MergeKeys.TryGetValue(field, out var key))
        {
            return desired.Count == live.Count && desired.Zip(live).All(pair => IsSameItem(pair.First, pair.Second));
        }

        return desired.All(item => live.FirstOrDefault(stored => JsonNode.DeepEquals(stored?[key], item?[key])) is { } found
            && AreIn(item, found, ""));
    }

    private static bool IsSameItem(JsonNode? desired, JsonNode? live) => (desired, live) switch
    {
        (JsonObject wanted, JsonObject stored) =>
            wanted.All(pair => IsSameItem(pair.Value, stored[pair.Key]) || (stored[pair.Key] is null && IsEmpty(pair.Value)))
            && stored.All(pair => wanted[pair.Key] is not null || IsDefault(pair.Key, pair.Value)),
        (JsonArray wanted, JsonArray stored) => wanted.Count == stored.Count && wanted.Zip(stored).All(pair => IsSameItem(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(desired, live),
    };

    private static bool IsDefault(string field, JsonNode? value) =>
        Defaulted.TryGetValue(field, out var text) && value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == text;

    // The server does not store what is empty, false or zero where that is the same as absent.
    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject map => map.All(pair => IsEmpty(pair.Value)),
        JsonArray list => list.Count == 0,
        _ => value.GetValueKind() is JsonValueKind.False || value.ToJsonString() is "\"\"" or "0",
    };

    private static bool IsSameQuantity(JsonNode? desired, JsonNode? live) =>
        desired?.GetValueKind() == JsonValueKind.String && live?.GetValueKind() == JsonValueKind.String
        && QuantityValue.AreSame(desired.GetValue<string>(), live.GetValue<string>());
}
