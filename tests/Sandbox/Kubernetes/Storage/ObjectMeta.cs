using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Storage;

/// <summary>Reads and writes the metadata of an object held as JSON.</summary>
internal static class ObjectMeta
{
    public static JsonObject Metadata(this JsonObject content)
    {
        if (content["metadata"] is JsonObject metadata)
        {
            return metadata;
        }

        metadata = [];
        content["metadata"] = metadata;
        return metadata;
    }

    public static string Text(this JsonObject content, string field) =>
        content[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static string MetaText(this JsonObject content, string field) =>
        content["metadata"] is JsonObject metadata ? metadata.Text(field) : "";

    public static string Name(this JsonObject content) => content.MetaText("name");

    public static string Namespace(this JsonObject content) => content.MetaText("namespace");

    public static string Uid(this JsonObject content) => content.MetaText("uid");

    public static string ResourceVersion(this JsonObject content) => content.MetaText("resourceVersion");

    public static bool IsBeingDeleted(this JsonObject content) => content.MetaText("deletionTimestamp").Length > 0;

    public static long Generation(this JsonObject content) =>
        Whole(content["metadata"]?["generation"]);

    /// <summary>A whole number, however it came into the tree; 0 where there is none.</summary>
    public static long Whole(JsonNode? node) =>
        node is not JsonValue value ? 0
        : value.TryGetValue<long>(out var wide) ? wide
        : value.TryGetValue<int>(out var narrow) ? narrow
        : value.TryGetValue<double>(out var real) ? (long)real
        : 0;

    public static IReadOnlyList<string> Finalizers(this JsonObject content) =>
        content["metadata"]?["finalizers"] is JsonArray list ? [.. list.Select(static item => (string?)item ?? "")] : [];

    public static void SetFinalizers(this JsonObject content, IEnumerable<string> finalizers)
    {
        var list = new JsonArray([.. finalizers.Select(static item => (JsonNode)item)]);
        if (list.Count == 0)
        {
            content.Metadata().Remove("finalizers");
        }
        else
        {
            content.Metadata()["finalizers"] = list;
        }
    }

    public static IReadOnlyDictionary<string, string> Labels(this JsonObject content) =>
        content["metadata"]?["labels"] is JsonObject labels
            ? labels.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value ?? "", StringComparer.Ordinal)
            : s_none;

    public static string Timestamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A copy that starts with kind and apiVersion, as every stored object does.</summary>
    public static JsonObject Canonical(this JsonObject content, string kind, string apiVersion)
    {
        var result = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion };
        if (content["metadata"] is { } metadata)
        {
            result["metadata"] = metadata.DeepClone();
        }

        foreach (var (name, value) in content)
        {
            if (name is not ("kind" or "apiVersion" or "metadata"))
            {
                result[name] = value?.DeepClone();
            }
        }

        return result;
    }

    private static readonly Dictionary<string, string> s_none = [];
}
