namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>How the fields of a custom resource merge, from its schema's list and map types.</summary>
internal static class SchemaTopology
{
    private static readonly TypeSchema Text = new() { Topology = Topology.Scalar, Scalar = "string" };

    public static TypeSchema OfRoot(StructuralSchema schema, TypeSchema metadata)
    {
        var root = new TypeSchema { Topology = Topology.Map, KeepsUnknown = schema.PreservesUnknownFields };
        root.Define(
        [
            new FieldSchema("apiVersion", Text),
            new FieldSchema("kind", Text),
            new FieldSchema("metadata", metadata),
            .. schema.Properties.Where(property => property.Key is not ("apiVersion" or "kind" or "metadata"))
                .Select(property => Field(property.Key, property.Value)),
        ]);
        return root;
    }

    private static FieldSchema Field(string name, StructuralSchema schema) =>
        new(name, Of(schema)) { KeyDefault = schema.Default?.ToJsonString() };

    private static TypeSchema Of(StructuralSchema schema) => schema switch
    {
        { IsIntOrString: true } => new TypeSchema { Topology = Topology.Scalar, Scalar = "int-or-string" },
        { IsEmbeddedResource: true } => TypeSchema.Untyped,
        { Type: "object" } => OfObject(schema),
        { Type: "array" } => OfArray(schema),
        { Type: "integer" } => new TypeSchema { Topology = Topology.Scalar, Scalar = "int64" },
        { Type: "" } => TypeSchema.Untyped,
        _ => new TypeSchema { Topology = Topology.Scalar, Scalar = schema.Type },
    };

    private static TypeSchema OfObject(StructuralSchema schema)
    {
        if (schema is { Properties.Count: 0, AdditionalProperties: null, MapType: not "atomic" })
        {
            return TypeSchema.Untyped;
        }

        var type = new TypeSchema
        {
            Topology = schema.MapType == "atomic" ? Topology.AtomicMap : Topology.Map,
            Element = schema.AdditionalProperties is { } values ? Of(values) : null,
            KeepsUnknown = schema.PreservesUnknownFields,
        };
        type.Define(schema.Properties.Select(property => Field(property.Key, property.Value)));
        return type;
    }

    private static TypeSchema OfArray(StructuralSchema schema) => new()
    {
        Topology = schema.ListType switch { "set" => Topology.SetList, "map" => Topology.MapList, _ => Topology.AtomicList },
        Keys = schema.ListMapKeys,
        Element = schema.Items is { } items ? Of(items) : TypeSchema.Untyped,
    };
}
