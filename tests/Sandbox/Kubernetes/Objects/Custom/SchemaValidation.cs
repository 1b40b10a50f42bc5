using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>Checks an object against its schema and words what is wrong as the server does.</summary>
internal sealed class SchemaValidation
{
    private readonly FieldErrorList errors;

    private SchemaValidation(FieldErrorList errors) => this.errors = errors;

    public static void Check(FieldErrorList errors, JsonNode root, StructuralSchema schema) => new SchemaValidation(errors).Check(root, schema, "");

    private void Check(JsonNode? node, StructuralSchema schema, string path)
    {
        if (node is null)
        {
            if (!schema.IsNullable && TypeNames(schema) is { Length: > 0 } expected)
            {
                errors.TypeInvalid(path, "null", $"{path} in body must be of type {expected}: \"null\"");
            }

            return;
        }

        CheckType(node, schema, path);
        CheckCombinations(node, schema, path);
        switch (node)
        {
            case JsonObject map: CheckMap(map, schema, path); break;
            case JsonArray list: CheckList(list, schema, path); break;
            default: ScalarValidation.Check(errors, node, schema, path); break;
        }

        if (schema.Enum is { } supported && !supported.Contains(node, Fields.NodesByValue.Comparer))
        {
            errors.NotSupported(path, node, supported.Select(value => value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? "null"));
        }
    }

    private void CheckType(JsonNode node, StructuralSchema schema, string path)
    {
        var expected = TypeNames(schema);
        var actual = TypeOf(node);
        var fits = expected.Length == 0 || expected.Split(',').Contains(actual)
            || (actual == "integer" && expected == "number")
            || (actual == "number" && expected.Contains("integer", StringComparison.Ordinal) && IsWhole(node));
        if (!fits)
        {
            // A type with a format is named by the format, and what was sent by the type that it has in Go.
            var (wanted, found) = schema.Format.Length > 0 && node is not JsonArray && actual != "string"
                ? (schema.Format, actual switch { "number" => "float64", "integer" => "int64", _ => "" })
                : (expected, actual);
            errors.TypeInvalid(path, found, $"{path} in body must be of type {wanted}: \"{found}\"");
        }
    }

    private void CheckMap(JsonObject map, StructuralSchema schema, string path)
    {
        if (schema.MinProperties is { } least && map.Count < least)
        {
            errors.Invalid(path, map.Count, $"{path} in body should have at least {least} properties");
        }

        if (schema.MaxProperties is { } most && map.Count > most)
        {
            errors.TooMany(path, map.Count, (int)most);
        }

        foreach (var (name, property) in schema.Properties)
        {
            if (map.TryGetPropertyValue(name, out var value) && !(path.Length == 0 && name is "apiVersion" or "kind" or "metadata"))
            {
                Check(value, property, Join(path, name));
            }
        }

        foreach (var (key, value) in map)
        {
            if (schema.AdditionalProperties is { } free && !schema.Properties.ContainsKey(key))
            {
                Check(value, free, Join(path, key));
            }
        }

        foreach (var name in schema.Required.Where(name => !map.ContainsKey(name)))
        {
            errors.Required(Join(path, name));
        }
    }

    private void CheckList(JsonArray list, StructuralSchema schema, string path)
    {
        for (var index = 0; index < list.Count && schema.Items is not null; index++)
        {
            Check(list[index], schema.Items, $"{path}[{index}]");
        }

        if (schema.MinItems is { } least && list.Count < least)
        {
            errors.Invalid(path, list.Count, $"{path} in body should have at least {least} items");
        }

        if (schema.MaxItems is { } most && list.Count > most)
        {
            errors.TooMany(path, list.Count, (int)most);
        }

        if (schema.HasUniqueItems && list.Distinct(Fields.NodesByValue.Comparer).Count() < list.Count)
        {
            errors.Invalid(path, "", $"{path} in body shouldn't contain duplicates");
        }
    }

    private void CheckCombinations(JsonNode node, StructuralSchema schema, string path)
    {
        if (schema.AnyOf.Count > 0 && Failures(schema.AnyOf, node, path) is { } any && any.TrueForAll(failures => failures.Count > 0))
        {
            Combined($"\"{path}\" must validate at least one schema (anyOf)", any.MinBy(failures => failures.Count));
        }

        if (schema.OneOf.Count > 0 && Failures(schema.OneOf, node, path) is { } one && one.Count(failures => failures.Count == 0) is var valid && valid != 1)
        {
            Combined(
                $"\"{path}\" must validate one and only one schema (oneOf). " + (valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives"),
                valid == 0 ? one.MinBy(failures => failures.Count) : []);
        }

        if (schema.AllOf.Count > 0 && Failures(schema.AllOf, node, path) is { } all && all.Exists(failures => failures.Count > 0))
        {
            errors.Add(all.SelectMany(failures => failures));
            Combined($"\"{path}\" must validate all the schemas (allOf)" + (all.TrueForAll(failures => failures.Count > 0) ? ". None validated" : ""), []);
        }

        if (schema.Not is { } not && Failures([not], node, path)[0].Count == 0)
        {
            Combined($"\"{path}\" must not validate the schema (not)", []);
        }
    }

    /// <summary>Such errors have no field, which the server prints as it prints nothing.</summary>
    private void Combined(string text, IReadOnlyList<FieldError>? best)
    {
        errors.Invalid("<nil>", "", text);
        errors.Add(best ?? []);
    }

    private static List<IReadOnlyList<FieldError>> Failures(IEnumerable<StructuralSchema> alternatives, JsonNode node, string path) =>
    [
        .. alternatives.Select(alternative =>
        {
            var found = new FieldErrorList();
            new SchemaValidation(found).Check(node, alternative, path);
            return found.All;
        }),
    ];

    private static string TypeNames(StructuralSchema schema) => schema.IsIntOrString ? "integer,string" : schema.Type;

    private static string TypeOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => node.ToJsonString().AsSpan().ContainsAny(".eE") ? "number" : "integer",
        _ => "boolean",
    };

    private static bool IsWhole(JsonNode node) =>
        double.TryParse(node.ToJsonString(), CultureInfo.InvariantCulture, out var value) && Math.Floor(value).Equals(value);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
