using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.Fields;

namespace Sandbox.Kubernetes.Objects;

/// <summary>Who owns which field: metadata.managedFields after writes, and server-side apply.</summary>
internal static class FieldManagement
{
    /// <summary>Sets <paramref name="after"/>'s managedFields for a create, update or patch by a manager. Neither argument's other fields change.</summary>
    public static void Track(JsonObject? before, JsonObject after, FieldWriter writer, ObjectType type)
    {
        var entries = ManagedFields.Of(before, after, writer.Subresource);
        var reset = type.ResetBy(writer.Subresource);
        var changes = ObjectComparison.Between(before ?? type.Empty(), after, type.Schema).Without(reset);
        var taken = changes.Modified.Union(changes.Added);
        entries = Disown(entries, taken.Union(changes.Removed));
        var owned = ManagedFields.Strip(taken);
        if (!owned.IsEmpty)
        {
            Join(entries, Entry(writer, "Update", owned));
            ManagedFields.CapUpdaters(entries);
        }

        ManagedFields.Write(after, entries);
    }

    /// <summary>Server-side apply. The result still has to be decoded (defaults) by its type; defaults are owned by nobody.</summary>
    public static ApplyOutcome Apply(JsonObject? live, JsonObject applied, FieldWriter writer, bool force, ObjectType type)
    {
        if (RefusalOf(applied, type) is { } refusal)
        {
            return refusal;
        }

        var attempt = new ApplyAttempt(live, applied, writer, type);
        var conflicts = force ? [] : attempt.Conflicts();
        if (conflicts.Count > 0 && writer.Manager == "kubectl")
        {
            conflicts = LastAppliedAnnotation.StillConflicting(conflicts, attempt.Live, type.Schema);
        }

        return conflicts.Count > 0 ? FieldConflict.Outcome(conflicts) : new ApplyOutcome.Merged(attempt.Result());
    }

    /// <summary>Whether two objects differ in nothing but the times of their managedFields: then a write is none.</summary>
    public static bool SameApartFromTimes(JsonObject one, JsonObject other)
    {
        var entries = ManagedFields.Of(one);
        var others = ManagedFields.Of(other);
        return entries.Count == others.Count
            && entries.TrueForAll(entry => others.Exists(same => same.BelongsTo(entry) && same.ApiVersion == entry.ApiVersion && same.Fields.SameAs(entry.Fields)))
            && JsonNode.DeepEquals(WithoutEntries(one), WithoutEntries(other));
    }

    /// <summary>An entry as of now; times in managedFields have whole seconds.</summary>
    internal static ManagedFieldsEntry Entry(FieldWriter writer, string operation, FieldSet fields) => new(
        writer.Manager,
        operation,
        writer.ApiVersion,
        writer.Subresource,
        writer.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        fields);

    internal static List<ManagedFieldsEntry> Disown(IEnumerable<ManagedFieldsEntry> entries, FieldSet fields) =>
    [
        .. entries.Select(entry => entry with { Fields = entry.Fields.Difference(fields) }).Where(entry => !entry.Fields.IsEmpty),
    ];

    private static void Join(List<ManagedFieldsEntry> entries, ManagedFieldsEntry entry)
    {
        var index = entries.FindIndex(entry.BelongsTo);
        if (index < 0)
        {
            entries.Add(entry);
        }
        else
        {
            entries[index] = entry with { Fields = entry.Fields.Union(entries[index].Fields) };
        }
    }

    private static ApplyOutcome.Refused? RefusalOf(JsonObject applied, ObjectType type)
    {
        var kind = (string?)applied["kind"];
        if ((string?)applied["apiVersion"] != type.ApiVersion || kind != type.Kind)
        {
            return new ApplyOutcome.Refused(400, "BadRequest", $"invalid object type: {Qualified((string?)applied["apiVersion"] ?? "/")}, Kind={kind}");
        }

        if (applied["metadata"] is JsonObject metadata && metadata.ContainsKey("managedFields") && metadata["managedFields"] is not null)
        {
            return new ApplyOutcome.Refused(400, "BadRequest", "metadata.managedFields must be nil");
        }

        return AppliedStructure.FirstError(applied, type.Schema) is { } error
            ? new ApplyOutcome.Refused(500, "", $"failed to create typed patch object ({applied["metadata"]?["namespace"]}/{applied["metadata"]?["name"]}; {Qualified(type.ApiVersion)}, Kind={kind}): {error}")
            : null;
    }

    private static string Qualified(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion : "/" + apiVersion;

    private static JsonObject WithoutEntries(JsonObject obj)
    {
        var copy = obj.DeepClone().AsObject();
        (copy["metadata"] as JsonObject)?.Remove("managedFields");
        return copy;
    }
}
