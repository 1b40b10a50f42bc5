using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>A value that may be absent: absent and null are two things to field management.</summary>
internal readonly record struct Slot(bool Exists, JsonNode? Node)
{
    public static readonly Slot None;

    public static Slot Of(JsonNode? node) => new(true, node);

    public static Slot In(JsonObject? map, string key) =>
        map is not null && map.TryGetPropertyValue(key, out var node) ? Of(node) : None;
}

/// <summary>Whether a value of a type is owned as a whole or descended into.</summary>
internal enum FieldShape
{
    Leaf,
    Map,
    List,
}

/// <summary>Finds the shape of values.</summary>
internal static class FieldShapes
{
    public static FieldShape Of(JsonNode? node, TypeSchema type) => node switch
    {
        JsonObject => type.Topology is Topology.Map or Topology.Unknown ? FieldShape.Map : FieldShape.Leaf,
        JsonArray => type.Topology is Topology.SetList or Topology.MapList ? FieldShape.List : FieldShape.Leaf,
        null => type.Topology switch
        {
            Topology.Map or Topology.Unknown => FieldShape.Map,
            Topology.SetList or Topology.MapList => FieldShape.List,
            _ => FieldShape.Leaf,
        },
        _ => FieldShape.Leaf,
    };

    /// <summary>The common shape of two versions of a value: null takes the other's, two that differ are compared as wholes.</summary>
    public static FieldShape Of(Slot one, Slot other, TypeSchema type)
    {
        if (!other.Exists || other.Node is null)
        {
            return Of(one.Exists && one.Node is not null ? one.Node : other.Node, type);
        }

        var shape = Of(other.Node, type);
        return one.Node is null || Of(one.Node, type) == shape ? shape : FieldShape.Leaf;
    }
}
