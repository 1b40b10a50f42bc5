using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Resources;

/// <summary>The status of a definition whose names are free and which is served.</summary>
internal static class DefinitionStatus
{
    public static JsonObject Established(JsonObject definition, string now)
    {
        var result = (JsonObject)definition.DeepClone();
        var status = result["status"] as JsonObject ?? [];
        var names = (JsonObject?)definition["spec"]?["names"]?.DeepClone() ?? [];
        Fill(names);
        result["status"] = new JsonObject
        {
            ["conditions"] = Conditions(status["conditions"] as JsonArray, now),
            ["acceptedNames"] = names,
            ["storedVersions"] = StoredVersions(definition, status),
        };
        return result;
    }

    // Discovery names are lower case by protocol.
#pragma warning disable CA1308
    public static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    private static void Fill(JsonObject names)
    {
        names["singular"] ??= Lower(names.Text("kind"));
        names["listKind"] ??= names.Text("kind") + "List";
    }

    private static JsonArray Conditions(JsonArray? present, string now)
    {
        if (present is { Count: >= 2 })
        {
            return (JsonArray)present.DeepClone();
        }

        return
        [
            Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
            Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now),
        ];
    }

    private static JsonObject Condition(string type, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };

    private static JsonArray StoredVersions(JsonObject definition, JsonObject status)
    {
        var stored = status["storedVersions"] is JsonArray list ? list.Select(static item => (string?)item ?? "").ToList() : [];
        var versions = definition["spec"]?["versions"] as JsonArray ?? [];
        stored.AddRange(versions.OfType<JsonObject>().Where(static version => version["storage"] is JsonValue storage && (bool)storage).Select(static version => version.Text("name")));
        return new JsonArray([.. stored.Distinct().Select(static item => (JsonNode)item)]);
    }
}
