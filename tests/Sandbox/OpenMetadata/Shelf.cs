using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>All entities of one kind, by full name. Guarded by the lock of the catalog it stands in.</summary>
internal sealed class Shelf(string kind)
{
    private readonly Dictionary<string, JsonObject> entities = new(StringComparer.Ordinal);

    public string Kind => kind;

    public IReadOnlyCollection<JsonObject> All => entities.Values;

    public JsonObject? Named(string fullName) => entities.GetValueOrDefault(fullName);

    public JsonObject? WithId(string id) => entities.Values.FirstOrDefault(entity => entity["id"]?.GetValue<string>() == id);

    /// <summary>Creates or updates, keeping the id; true when it was not there before.</summary>
    public (JsonObject Entity, bool IsNew) Put(string fullName, JsonObject entity)
    {
        var before = Named(fullName);
        var after = (JsonObject)(before ?? []).DeepClone();
        foreach (var (key, value) in entity)
        {
            after[key] = value?.DeepClone();
        }

        after["id"] ??= StableId.Of($"{kind}:{fullName}").ToString();
        after["fullyQualifiedName"] = fullName;
        entities[fullName] = after;
        return (after, before is null);
    }

    public bool Remove(string id) =>
        WithId(id) is { } entity && entities.Remove(entity["fullyQualifiedName"]!.GetValue<string>());

    public JsonObject Reference(JsonObject entity) => new JsonObject
    {
        ["id"] = entity["id"]!.GetValue<string>(),
        ["type"] = kind,
        ["name"] = entity["name"]?.GetValue<string>(),
        ["fullyQualifiedName"] = entity["fullyQualifiedName"]!.GetValue<string>(),
        ["deleted"] = false,
    };
}
