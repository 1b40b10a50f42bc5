using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Controllers;

/// <summary>Walks JSON objects by member names; an absent step reads as null.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            node = node is JsonObject map ? map[step] : null;
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out double number) ? (long)number : null;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static DateTimeOffset? Instant(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Text(path) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>metav1.Time: UTC, whole seconds.</summary>
    public static string Rfc3339(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string NameOf(this JsonObject item) => item.Text("metadata", "name") ?? "";

    public static string NamespaceOf(this JsonObject item) => item.Text("metadata", "namespace") ?? "";

    public static string UidOf(this JsonObject item) => item.Text("metadata", "uid") ?? "";

    public static bool IsBeingDeleted(this JsonObject item) => item.At("metadata", "deletionTimestamp") is not null;

    /// <summary>The uid of the object that controls this one, if it is of the given kind.</summary>
    public static string? ControllerUid(this JsonObject item, string kind) =>
        item.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Flag("controller") && owner.Text("kind") == kind)?.Text("uid");
}
