using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>Takes fields out of an object; a structure that loses its last field stays as an empty one.</summary>
internal static class ObjectRemoval
{
    public static JsonObject Without(JsonObject obj, FieldSet fields, TypeSchema type)
    {
        var result = obj.DeepClone().AsObject();
        RemoveFrom(result, fields, type);
        return result;
    }

    private static void Remove(JsonNode? node, FieldSet fields, TypeSchema type)
    {
        switch (FieldShapes.Of(node, type))
        {
            case FieldShape.Map when node is JsonObject map:
                RemoveFrom(map, fields, type);
                break;
            case FieldShape.List when node is JsonArray list:
                RemoveFrom(list, fields, type);
                break;
        }
    }

    private static void RemoveFrom(JsonObject map, FieldSet fields, TypeSchema type)
    {
        foreach (var (element, below) in fields.Children)
        {
            var key = element[2..];
            if (element[0] != 'f' || !map.TryGetPropertyValue(key, out var value))
            {
                continue;
            }

            if (below.IsMember)
            {
                map.Remove(key);
            }
            else
            {
                Remove(value, below, type.Of(key));
            }
        }
    }

    private static void RemoveFrom(JsonArray list, FieldSet fields, TypeSchema type)
    {
        for (var index = list.Count - 1; index >= 0; index--)
        {
            if (PathElement.Of(list[index], type) is { } element && fields.Child(element) is { } below)
            {
                if (below.IsMember)
                {
                    list.RemoveAt(index);
                }
                else
                {
                    Remove(list[index], below, type.Item);
                }
            }
        }
    }
}
