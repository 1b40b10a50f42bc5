using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>Which fields a write added, changed and removed.</summary>
internal sealed class ObjectComparison
{
    private readonly List<string> path = [];

    private ObjectComparison()
    {
    }

    public FieldSet Added { get; private set; } = new();

    public FieldSet Modified { get; private set; } = new();

    public FieldSet Removed { get; private set; } = new();

    public static ObjectComparison Between(JsonObject before, JsonObject after, TypeSchema type)
    {
        var comparison = new ObjectComparison();
        comparison.Compare(Slot.Of(before), Slot.Of(after), type);
        return comparison;
    }

    /// <summary>Leaves out what the written resource (main or a subresource) resets anyway.</summary>
    public ObjectComparison Without(FieldSet reset) => new()
    {
        Added = Added.WithoutTrees(reset),
        Modified = Modified.WithoutTrees(reset),
        Removed = Removed.WithoutTrees(reset),
    };

    private void Compare(Slot before, Slot after, TypeSchema type)
    {
        var isWhole = FieldShapes.Of(before, after, type) switch
        {
            FieldShape.Map => !CompareMaps(before.Node as JsonObject, after.Node as JsonObject, type),
            FieldShape.List => !CompareLists(before.Node as JsonArray, after.Node as JsonArray, type),
            _ => true,
        };
        if (!before.Exists)
        {
            Added.Insert(path);
        }
        else if (!after.Exists)
        {
            Removed.Insert(path);
        }
        else if (isWhole && !JsonNode.DeepEquals(before.Node, after.Node))
        {
            Modified.Insert(path);
        }
    }

    private bool CompareMaps(JsonObject? before, JsonObject? after, TypeSchema type)
    {
        if (before is not { Count: > 0 } && after is not { Count: > 0 })
        {
            return false;
        }

        foreach (var (key, value) in before ?? [])
        {
            Below(PathElement.Field(key), Slot.Of(value), Slot.In(after, key), type.Of(key));
        }

        foreach (var (key, value) in after ?? [])
        {
            if (before is null || !before.ContainsKey(key))
            {
                Below(PathElement.Field(key), Slot.None, Slot.Of(value), type.Of(key));
            }
        }

        return true;
    }

    private bool CompareLists(JsonArray? before, JsonArray? after, TypeSchema type)
    {
        if (before is not { Count: > 0 } && after is not { Count: > 0 })
        {
            return false;
        }

        var old = ItemsByElement(before, type);
        var now = ItemsByElement(after, type);
        foreach (var element in old.Keys.Union(now.Keys))
        {
            CompareItems(element, old.GetValueOrDefault(element) ?? [], now.GetValueOrDefault(element) ?? [], type.Item);
        }

        return true;
    }

    /// <summary>Items that occur twice under one key are compared as one whole.</summary>
    private void CompareItems(string element, List<JsonNode?> before, List<JsonNode?> after, TypeSchema type)
    {
        if (before.Count < 2 && after.Count < 2)
        {
            Below(element, First(before), First(after), type);
            return;
        }

        path.Add(element);
        if (before.Count >= 2 && after.Count >= 2)
        {
            if (!before.SequenceEqual(after, NodesByValue.Comparer))
            {
                Modified.Insert(path);
            }
        }
        else
        {
            (before.Count >= 2 ? Removed : Added).Insert(path);
        }

        path.RemoveAt(path.Count - 1);
    }

    private static Slot First(List<JsonNode?> items) => items.Count > 0 ? Slot.Of(items[0]) : Slot.None;

    private static Dictionary<string, List<JsonNode?>> ItemsByElement(JsonArray? list, TypeSchema type)
    {
        var items = new Dictionary<string, List<JsonNode?>>(StringComparer.Ordinal);
        foreach (var item in list ?? [])
        {
            if (PathElement.Of(item, type) is { } element)
            {
                if (!items.TryGetValue(element, out var same))
                {
                    items[element] = same = [];
                }

                same.Add(item);
            }
        }

        return items;
    }

    private void Below(string element, Slot before, Slot after, TypeSchema type)
    {
        path.Add(element);
        Compare(before, after, type);
        path.RemoveAt(path.Count - 1);
    }
}
