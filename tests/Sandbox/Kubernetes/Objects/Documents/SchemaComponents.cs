using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Documents;

/// <summary>Collects the schemas of types and of everything they refer to.</summary>
internal sealed class SchemaComponents
{
    private readonly SortedDictionary<string, JsonObject> schemas = new(StringComparer.Ordinal);

    public static string NameOf(ObjectType type) => type.Schema.Name is { } name
        ? FullName(name)
        : string.Join('.', type.Group.Split('.').Reverse()) + $".{type.Version}.{type.Kind}";

    public static JsonObject Identity(ObjectType type) => new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    public void Add(ObjectType type)
    {
        var name = NameOf(type);
        if (type is CustomResourceType custom)
        {
            schemas[name] = OfCustomResource(custom);
        }
        else if (type.Schema.IsStructure)
        {
            AddStructure(type.Schema);
        }
        else
        {
            schemas[name] = new JsonObject { ["type"] = "object" };
        }

        schemas[name]["x-kubernetes-group-version-kind"] = new JsonArray(Identity(type));
    }

    public JsonObject ToJson() => new(schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));

    private JsonObject OfCustomResource(CustomResourceType type)
    {
        var schema = type.Document.DeepClone().AsObject();
        var properties = schema.Ensure("properties");
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = "The group and version that the object is written in." };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = "The kind of the object." };
        var metadata = Of(type.Schema.Fields["metadata"].Type);
        metadata["description"] = "Standard object metadata.";
        properties["metadata"] = metadata;
        return schema;
    }

    private void AddStructure(TypeSchema structure)
    {
        var name = FullName(structure.Name!);
        if (schemas.ContainsKey(name))
        {
            return;
        }

        var schema = new JsonObject { ["type"] = "object" };
        schemas[name] = schema;
        var required = structure.Fields.Values.Where(field => field is { AlwaysWritten: true, Optional: false, Type: { IsList: true } or { Topology: Topology.Scalar, Scalar: not ("time" or "micro-time") } })
            .Select(field => (JsonNode?)field.Name).ToArray();
        schema["properties"] = new JsonObject(structure.Fields.Values.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field))));
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        if (structure.Topology == Topology.AtomicMap)
        {
            schema["x-kubernetes-map-type"] = "atomic";
        }
    }

    private JsonObject Of(FieldSchema field)
    {
        var schema = Of(field.Type);
        if (field.PatchStrategies.Count > 0)
        {
            schema["x-kubernetes-patch-strategy"] = string.Join(',', field.PatchStrategies);
        }

        if (field.PatchMergeKey is not null)
        {
            schema["x-kubernetes-patch-merge-key"] = field.PatchMergeKey;
        }

        return schema;
    }

    private JsonObject Of(TypeSchema type)
    {
        if (type.IsStructure && type.Name is not null)
        {
            AddStructure(type);
            return new JsonObject { ["allOf"] = new JsonArray(Reference(FullName(type.Name))) };
        }

        return type switch
        {
            { IsList: true } => OfList(type),
            { Topology: Topology.Scalar } => OfScalar(type.Scalar),
            { Element: { } element } => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(element) },
            _ => new JsonObject { ["type"] = "object" },
        };
    }

    private JsonObject OfList(TypeSchema type)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(type.Item) };
        schema["x-kubernetes-list-type"] = type.Topology switch { Topology.MapList => "map", Topology.SetList => "set", _ => "atomic" };
        if (type.Keys.Count > 0)
        {
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. type.Keys.Select(key => (JsonNode?)key)]);
        }

        return schema;
    }

    private static JsonObject OfScalar(string scalar) => scalar switch
    {
        "int32" or "int64" => new JsonObject { ["type"] = "integer", ["format"] = scalar },
        "number" => new JsonObject { ["type"] = "number", ["format"] = "double" },
        "boolean" => new JsonObject { ["type"] = "boolean" },
        "time" or "micro-time" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        "bytes" => new JsonObject { ["type"] = "string", ["format"] = "byte" },
        "int-or-string" => new JsonObject { ["x-kubernetes-int-or-string"] = true, ["oneOf"] = new JsonArray(OfScalar("int32"), OfScalar("string")) },
        _ => new JsonObject { ["type"] = "string" },
    };

    private static string FullName(string name) => name switch
    {
        _ when name.StartsWith("meta.", StringComparison.Ordinal) => "io.k8s.apimachinery.pkg.apis." + name,
        _ when name.StartsWith("apiextensions.", StringComparison.Ordinal) => "io.k8s.apiextensions-apiserver.pkg.apis." + name,
        _ => "io.k8s.api." + name,
    };
}
