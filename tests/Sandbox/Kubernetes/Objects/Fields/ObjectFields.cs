using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>The set of fields that an object holds: what an applier says to own.</summary>
internal static class ObjectFields
{
    public static FieldSet Of(JsonNode? node, TypeSchema type)
    {
        var set = new FieldSet();
        Collect(node, type, set);
        return set;
    }

    /// <summary>Adds every structure field on the way to a member: "a.b" owned makes "a" a member too, if a is no free map key.</summary>
    public static FieldSet WithNamedParents(FieldSet set, TypeSchema type)
    {
        var result = new FieldSet();
        if (set.IsMember)
        {
            result.MarkMember();
        }

        foreach (var (element, child) in set.Children)
        {
            var name = element[2..];
            var below = WithNamedParents(child, element[0] == 'f' ? type.Of(name) : type.Item);
            if (element[0] == 'f' && type.Names(name))
            {
                below.MarkMember();
            }

            result.Attach(element, below);
        }

        return result;
    }

    private static void Collect(JsonNode? node, TypeSchema type, FieldSet set)
    {
        switch (FieldShapes.Of(node, type))
        {
            case FieldShape.Map when node is JsonObject map:
                CollectMap(map, type, set);
                break;
            case FieldShape.List when node is JsonArray list:
                CollectList(list, type, set);
                break;
            case FieldShape.Leaf:
                set.MarkMember();
                break;
        }
    }

    private static void CollectMap(JsonObject map, TypeSchema type, FieldSet set)
    {
        foreach (var (key, value) in map)
        {
            var child = new FieldSet();
            Collect(value, type.Of(key), child);
            if (value is null or JsonObject { Count: 0 } || !type.Names(key))
            {
                child.MarkMember();
            }

            set.Attach(PathElement.Field(key), child);
        }
    }

    private static void CollectList(JsonArray list, TypeSchema type, FieldSet set)
    {
        foreach (var item in list)
        {
            if (PathElement.Of(item, type) is { } element)
            {
                // An item that occurs twice is owned as one whole.
                var isRepeated = set.Child(element) is not null;
                var child = new FieldSet();
                if (!isRepeated)
                {
                    Collect(item, type.Item, child);
                }

                child.MarkMember();
                set.Attach(element, child);
            }
        }
    }
}
