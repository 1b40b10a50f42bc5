using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>The entries of metadata.managedFields, and how they are read, ordered and written.</summary>
internal static class ManagedFields
{
    /// <summary>More updaters than this are folded, oldest first, into one entry.</summary>
    private const int MostUpdaters = 10;

    /// <summary>What no manager ever owns: the server's own fields and what names the object.</summary>
    private static readonly FieldSet ServersOwn = FieldSet.Of(
    [
        ["f:apiVersion"],
        ["f:kind"],
        ["f:metadata"],
        .. "name namespace creationTimestamp selfLink uid clusterName generation managedFields resourceVersion".Split(' ')
            .Select(field => (string[])["f:metadata", "f:" + field]),
    ]);

    public static List<ManagedFieldsEntry> Of(JsonObject? obj) =>
        obj?["metadata"]?["managedFields"] is JsonArray entries
            ? [.. entries.OfType<JsonObject>().Where(entry => entry.Count > 0).Select(ManagedFieldsEntry.FromJson)]
            : [];

    /// <summary>Entries in a body replace the live ones, one empty entry clears them, and none at all keeps them.</summary>
    public static List<ManagedFieldsEntry> Of(JsonObject? live, JsonObject body, string? subresource)
    {
        var written = body["metadata"]?["managedFields"] as JsonArray;
        if (subresource is not null || written is not { Count: > 0 })
        {
            return Of(live);
        }

        return written is [JsonObject { Count: 0 }] ? [] : Of(body);
    }

    public static FieldSet Strip(FieldSet fields) => fields.Difference(ServersOwn);

    public static void Write(JsonObject obj, List<ManagedFieldsEntry> entries)
    {
        if (obj["metadata"] is not JsonObject metadata)
        {
            return;
        }

        metadata.Remove("managedFields");
        if (entries.Count > 0)
        {
            metadata["managedFields"] = new JsonArray([.. Ordered(entries).Select(entry => entry.ToJson())]);
        }
    }

    public static void CapUpdaters(List<ManagedFieldsEntry> entries)
    {
        var updaters = entries.Where(entry => entry.Operation == "Update").OrderBy(entry => entry.Time, StringComparer.Ordinal).ToList();
        if (updaters.Count <= MostUpdaters)
        {
            return;
        }

        var oldest = updaters.Take(updaters.Count - MostUpdaters + 1).ToList();
        entries.RemoveAll(oldest.Contains);
        entries.Add(oldest[^1] with
        {
            Manager = "ancient-changes",
            Subresource = null,
            Fields = oldest.Aggregate(new FieldSet(), (fields, entry) => fields.Union(entry.Fields)),
        });
    }

    private static IOrderedEnumerable<ManagedFieldsEntry> Ordered(IEnumerable<ManagedFieldsEntry> entries) => entries
        .OrderBy(entry => entry.Operation, StringComparer.Ordinal)
        .ThenBy(entry => entry.Time, StringComparer.Ordinal)
        .ThenBy(entry => entry.Manager, StringComparer.Ordinal)
        .ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
        .ThenBy(entry => entry.Subresource, StringComparer.Ordinal);
}
