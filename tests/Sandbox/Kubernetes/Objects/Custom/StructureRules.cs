using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>What makes a schema structural: every field has a type, lists and maps say how they merge, defaults fit.</summary>
internal static class StructureRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Unsupported = ["id", "patternProperties", "definitions", "dependencies", "$ref"];

    public static void Check(FieldErrorList errors, JsonObject root, string path)
    {
        Node(errors, root, path, "at the root");
    }

    private static void Node(FieldErrorList errors, JsonObject schema, string path, string place)
    {
        var type = schema.Text("type") ?? "";
        var needsNoType = schema.Flag("x-kubernetes-int-or-string") == true || schema.Flag("x-kubernetes-preserve-unknown-fields") == true;
        if (type.Length == 0 && !needsNoType)
        {
            errors.Required($"{path}.type", $"must not be empty {place}");
        }
        else if (type.Length > 0 && !Types.Contains(type))
        {
            errors.NotSupported($"{path}.type", type, Types);
        }

        if (schema.Text("pattern") is { } pattern && Complaint(pattern) is { } complaint)
        {
            errors.Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {complaint}");
            return;
        }

        Forbidden(errors, schema, path);
        ListType(errors, schema, path, type);
        if (schema["default"] is { } standIn)
        {
            Default(errors, schema, standIn, path);
        }

        Below(errors, schema, path, type);
    }

    private static string? Complaint(string pattern)
    {
        try
        {
            SchemaReader.Expression(pattern);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private static void Below(FieldErrorList errors, JsonObject schema, string path, string type)
    {
        foreach (var (name, property) in schema.Map("properties") ?? [])
        {
            if (property is JsonObject below)
            {
                Node(errors, below, $"{path}.properties[{name}]", "for specified object fields");
            }
        }

        if (schema.Map("items") is { } items)
        {
            Node(errors, items, $"{path}.items", "for specified array items");
        }
        else if (type == "array")
        {
            errors.Required($"{path}.items", "must be specified");
        }

        if (schema.Map("additionalProperties") is { } free)
        {
            Node(errors, free, $"{path}.additionalProperties", "for specified object fields");
        }
    }

    private static void Forbidden(FieldErrorList errors, JsonObject schema, string path)
    {
        foreach (var name in Unsupported.Where(name => schema.Has(name)))
        {
            errors.Forbidden($"{path}.{name}", $"{name} is not supported");
        }

        if (schema.Flag("uniqueItems") == true)
        {
            errors.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema.Has("additionalProperties") && schema.Map("properties") is { Count: > 0 })
        {
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        }
    }

    private static void ListType(FieldErrorList errors, JsonObject schema, string path, string type)
    {
        var listType = schema.Text("x-kubernetes-list-type");
        if (listType is not null && type != "array")
        {
            errors.Invalid($"{path}.type", type, "must be array if x-kubernetes-list-type is specified");
        }

        if (listType is not (null or "atomic" or "set" or "map"))
        {
            errors.NotSupported($"{path}.x-kubernetes-list-type", listType, ["atomic", "set", "map"]);
        }

        if (schema.Text("x-kubernetes-map-type") is not (null or "atomic" or "granular"))
        {
            errors.NotSupported($"{path}.x-kubernetes-map-type", schema.Text("x-kubernetes-map-type"), ["atomic", "granular"]);
        }

        MapKeys(errors, schema, path, listType);
    }

    private static void MapKeys(FieldErrorList errors, JsonObject schema, string path, string? listType)
    {
        var keys = (schema.List("x-kubernetes-list-map-keys") ?? []).Select(key => (string?)key ?? "").ToList();
        if (listType != "map")
        {
            if (keys.Count > 0)
            {
                errors.Required($"{path}.x-kubernetes-list-type", "must be map if x-kubernetes-list-map-keys is non-empty");
            }

            return;
        }

        if (keys.Count == 0)
        {
            errors.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        }

        var properties = schema.Map("items").Map("properties") ?? [];
        if (keys.Exists(key => !properties.ContainsKey(key)))
        {
            errors.Invalid($"{path}.x-kubernetes-list-map-keys", schema["x-kubernetes-list-map-keys"], "entries must all be names of item properties");
        }

        var required = (schema.Map("items").List("required") ?? []).Select(name => (string?)name ?? "").ToList();
        foreach (var key in keys.Where(key => properties.ContainsKey(key) && !required.Contains(key) && !properties.Map(key).Has("default")))
        {
            errors.Required($"{path}.items.properties[{key}].default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }

    /// <summary>A default has to be an object that the schema would take.</summary>
    private static void Default(FieldErrorList errors, JsonObject schema, JsonNode standIn, string path)
    {
        var found = new FieldErrorList();
        SchemaValidation.Check(found, standIn, StructuralSchema.Parse(schema));
        errors.Add(found.All.Select(error => error with { Field = error.Field.Length == 0 ? $"{path}.default" : $"{path}.default.{error.Field}" }));
    }
}
