using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>
/// The annotation of kubectl's client-side apply: when kubectl changes over to server-side apply, the fields it wrote
/// there and nobody changed since are its own, whatever managedFields says.
/// </summary>
internal static class LastAppliedAnnotation
{
    private const string Name = "kubectl.kubernetes.io/last-applied-configuration";

    public static List<FieldConflict> StillConflicting(List<FieldConflict> conflicts, JsonObject live, TypeSchema schema)
    {
        if (Read(live) is not { } applied || (string?)applied["apiVersion"] != (string?)live["apiVersion"])
        {
            return conflicts;
        }

        var changes = ObjectComparison.Between(applied, live, schema);
        var own = ObjectFields.Of(applied, schema).Difference(changes.Modified).Difference(changes.Added).Difference(changes.Removed);
        return [.. conflicts.Where(conflict => own.Intersection(FieldSet.Of([.. conflict.Path])).IsEmpty)];
    }

    private static JsonObject? Read(JsonObject live)
    {
        if (live["metadata"]?["annotations"]?[Name] is not JsonValue text)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse((string)text!) as JsonObject;
        }
        catch (JsonException)
        {
            // People can write anything into an annotation; then it says nothing about ownership.
            return null;
        }
    }
}
