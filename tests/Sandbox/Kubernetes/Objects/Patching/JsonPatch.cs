using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Patching;

/// <summary>JSON patch (RFC 6902), with the server's leniencies: replace adds an absent field, indices may count from the end.</summary>
internal static class JsonPatch
{
    private const int MostOperations = 10000;

    /// <summary>Whatever goes wrong with an operation, the server answers with this one sentence.</summary>
    private static readonly PatchOutcome Rejected =
        new PatchOutcome.Refused(422, "Invalid", "the server rejected our request due to an error in our request");

    public static PatchOutcome Apply(JsonObject live, JsonNode? patch)
    {
        if (patch is not JsonArray operations)
        {
            return new PatchOutcome.Refused(400, "BadRequest", "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
        }

        if (operations.Count > MostOperations)
        {
            return new PatchOutcome.Refused(413, "RequestEntityTooLarge", $"Request entity is too large: The allowed maximum operations in a JSON patch is {MostOperations}, got {operations.Count}");
        }

        JsonNode? document = live.DeepClone();
        return operations.All(operation => Apply(ref document, operation)) && document is JsonObject result
            ? new PatchOutcome.Patched(result)
            : Rejected;
    }

    private static bool Apply(ref JsonNode? document, JsonNode? operation)
    {
        if (operation.Text("path") is not { } path)
        {
            return false;
        }

        var value = (operation as JsonObject)?["value"];
        switch (operation.Text("op"))
        {
            case "add": return Add(document, path, value?.DeepClone());
            case "remove": return Remove(document, path);
            case "replace": return Replace(ref document, path, value);
            case "test": return TryGet(document, path, out var actual) && JsonNode.DeepEquals(actual, value);
            case "copy":
                return operation.Text("from") is { } source && TryGet(document, source, out var copied) && Add(document, path, copied?.DeepClone());
            case "move":
                return operation.Text("from") is { } from && TryGet(document, from, out var moved) && Remove(document, from) && Add(document, path, moved?.DeepClone());
            default: return false;
        }
    }

    private static bool Add(JsonNode? document, string path, JsonNode? value)
    {
        switch (ParentOf(document, path, out var key))
        {
            case JsonObject map:
                map[key] = value;
                return true;
            case JsonArray list when key == "-":
                list.Add(value);
                return true;
            case JsonArray list when Index(key, list.Count + 1) is { } index:
                list.Insert(index, value);
                return true;
            default:
                return false;
        }
    }

    private static bool Remove(JsonNode? document, string path)
    {
        switch (ParentOf(document, path, out var key))
        {
            case JsonObject map:
                return map.Remove(key);
            case JsonArray list when Index(key, list.Count) is { } index:
                list.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    private static bool Replace(ref JsonNode? document, string path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            document = value?.DeepClone();
            return document is JsonObject or JsonArray;
        }

        switch (ParentOf(document, path, out var key))
        {
            case JsonObject map:
                map[key] = value?.DeepClone();
                return true;
            case JsonArray list when Index(key, list.Count) is { } index:
                list[index] = value?.DeepClone();
                return true;
            default:
                return false;
        }
    }

    /// <summary>An absent field reads as null; an index out of range does not read.</summary>
    private static bool TryGet(JsonNode? document, string path, out JsonNode? value)
    {
        value = document;
        if (path.Length == 0)
        {
            return true;
        }

        switch (ParentOf(document, path, out var key))
        {
            case JsonObject map:
                value = map[key];
                return true;
            case JsonArray list when Index(key, list.Count) is { } index:
                value = list[index];
                return true;
            default:
                return false;
        }
    }

    private static JsonNode? ParentOf(JsonNode? document, string path, out string key)
    {
        var steps = path.Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        key = steps[^1];
        if (steps.Length < 2 || steps[0].Length > 0)
        {
            return null;
        }

        var node = document;
        foreach (var step in steps.AsSpan()[1..^1])
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray list when Index(step, list.Count) is { } index => list[index],
                _ => null,
            };
        }

        return node?.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array ? node : null;
    }

    private static int? Index(string key, int count)
    {
        if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        index = index < 0 ? index + count : index;
        return index >= 0 && index < count ? index : null;
    }
}
