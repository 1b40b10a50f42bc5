using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>
/// One server-side apply, worked out before anything is decided: what the object becomes, and whom that would take fields from.
/// </summary>
internal sealed class ApplyAttempt
{
    private readonly FieldWriter writer;
    private readonly ObjectType type;
    private readonly ManagedFieldsEntry? last;
    private readonly List<ManagedFieldsEntry> others;
    private readonly FieldSet fields;
    private readonly JsonObject merged;
    private readonly ObjectComparison changes;

    public ApplyAttempt(JsonObject? live, JsonObject applied, FieldWriter writer, ObjectType type)
    {
        this.writer = writer;
        this.type = type;
        Live = live ?? type.Empty();
        fields = ObjectFields.Of(applied, type.Schema).WithoutTrees(type.ResetBy(writer.Subresource));
        var mine = FieldManagement.Entry(writer, "Apply", fields);
        var entries = ManagedFields.Of(live);
        last = entries.Find(mine.BelongsTo);
        others = [.. entries.Where(entry => !mine.BelongsTo(entry))];
        merged = WithoutAbandonedFields(ObjectMerge.Merge(Live, applied, type.Schema));
        changes = ObjectComparison.Between(Live, merged, type.Schema).Without(type.ResetBy(writer.Subresource));
    }

    public JsonObject Live { get; }

    public List<FieldConflict> Conflicts()
    {
        var taken = changes.Modified.Union(changes.Added);
        return
        [
            .. others.OrderBy(entry => entry.Display, StringComparer.Ordinal)
                .SelectMany(entry => entry.Fields.Intersection(taken).Paths().Select(path => new FieldConflict(entry, path))),
        ];
    }

    /// <summary>The merged object with the ownership it leads to; the applier's time moves only if the object changed.</summary>
    public JsonObject Result()
    {
        var entries = FieldManagement.Disown(others, changes.Modified.Union(changes.Added).Union(changes.Removed));
        var owned = ManagedFields.Strip(fields);
        if (!owned.IsEmpty)
        {
            var entry = FieldManagement.Entry(writer, "Apply", owned);
            entries.Add(JsonNode.DeepEquals(Live, merged) ? entry with { Time = last?.Time } : entry);
        }

        ManagedFields.Write(merged, entries);
        return merged;
    }

    /// <summary>Takes out what this applier applied last time, does not apply any more, and nobody else owns.</summary>
    private JsonObject WithoutAbandonedFields(JsonObject joined)
    {
        if (last is null || fields.Contains(last.Fields))
        {
            return joined;
        }

        var lasting = ObjectFields.WithNamedParents(last.Fields, type.Schema);
        var owned = others.Aggregate(fields, (all, entry) => all.Union(entry.Fields));
        var whole = ObjectFields.WithNamedParents(ObjectFields.Of(joined, type.Schema), type.Schema);
        var kept = Remaining(ObjectRemoval.Without(joined, lasting, type.Schema)).Union(ObjectFields.WithNamedParents(owned, type.Schema));
        var withOwned = ObjectRemoval.Without(joined, whole.Difference(kept), type.Schema);

        // What lay below a removed item and was never this applier's comes back with the second pass.
        return ObjectRemoval.Without(joined, whole.Difference(Remaining(withOwned)).Intersection(lasting), type.Schema);
    }

    private FieldSet Remaining(JsonObject obj) => ObjectFields.WithNamedParents(ObjectFields.Of(obj, type.Schema), type.Schema);
}
