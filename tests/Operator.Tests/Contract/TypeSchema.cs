using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Resource;

namespace Operator.Tests.Contract;

/// <summary>The schema that the C# types and their attributes ask for.</summary>
internal static class TypeSchema
{
    /// <summary>Stands for the rule against naming an environment variable, which the CRD writes in CEL.</summary>
    public const string Literal = "literal";

    /// <summary>Stands for the schema of a type that is Kubernetes' own.</summary>
    public const string Foreign = "foreign";

    public static JsonObject OfObject(Type type)
    {
        var fields = FieldsOf(type).ToList();
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(NameOf(field), (JsonNode?)OfField(field)))),
        };
        var required = fields.Where(field => RulesOf(field).Required).Select(NameOf).Order(StringComparer.Ordinal).ToList();
        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(name => (JsonNode?)name)]);
        }

        return schema;
    }

    public static string NameOf(PropertyInfo field) => JsonNamingPolicy.CamelCase.ConvertName(field.Name);

    private static IEnumerable<PropertyInfo> FieldsOf(Type type) => type == typeof(DbtCloudIngestion)
        ? type.GetProperties().Where(property => property.IsDefined(typeof(FieldAttribute)))
        : type.GetProperties();

    private static FieldAttribute RulesOf(PropertyInfo field) => field.GetCustomAttribute<FieldAttribute>() ?? new FieldAttribute();

    private static JsonObject OfField(PropertyInfo field)
    {
        var rules = RulesOf(field);
        var schema = OfType(field.PropertyType, rules);
        if (schema["items"] is null && rules.Literal)
        {
            schema[Literal] = true;
        }

        Set(schema, "default", rules.DefaultJson is { } json ? JsonNode.Parse(json) : JsonSerializer.SerializeToNode(rules.Default));
        Set(schema, "pattern", rules.Pattern);
        Set(schema, "enum", rules.Enum is { } values ? new JsonArray([.. values.Select(value => (JsonNode?)value)]) : null);
        Set(schema, "minLength", NumberOf(rules.MinLength));
        Set(schema, "maxLength", NumberOf(rules.MaxLength));
        Set(schema, "minimum", NumberOf(rules.Minimum));
        Set(schema, "maximum", NumberOf(rules.Maximum));
        Set(schema, "minItems", NumberOf(rules.MinItems));
        Set(schema, "maxItems", NumberOf(rules.MaxItems));
        Set(schema, "maxProperties", NumberOf(rules.MaxProperties));
        return schema;
    }

    private static JsonObject OfType(Type declared, FieldAttribute rules)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(int) => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            _ when type == typeof(long) => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
            _ when type == typeof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            _ when type == typeof(DbtId) => new JsonObject { ["x-kubernetes-int-or-string"] = true },
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => OfList(type.GetGenericArguments()[0], rules),
            _ when type == typeof(IReadOnlyDictionary<string, string>) => new JsonObject { ["type"] = "object", ["additionalProperties"] = OfText(rules) },
            _ when type.Namespace == typeof(k8s.Models.V1CronJob).Namespace => new JsonObject { [Foreign] = type.FullName },
            _ => OfObject(type),
        };
    }

    private static JsonObject OfList(Type item, FieldAttribute rules)
    {
        var schema = new JsonObject
        {
            ["type"] = "array",
            ["items"] = item == typeof(string) ? OfText(rules) : OfType(item, rules),
            ["x-kubernetes-list-type"] = rules.ListMapKeys.Length > 0 ? "map" : "atomic",
        };
        Set(schema, "x-kubernetes-list-map-keys", rules.ListMapKeys.Length > 0 ? new JsonArray([.. rules.ListMapKeys.Select(key => (JsonNode?)key)]) : null);
        return schema;
    }

    private static JsonObject OfText(FieldAttribute rules)
    {
        var schema = new JsonObject { ["type"] = "string" };
        Set(schema, "pattern", rules.ItemPattern);
        Set(schema, "minLength", NumberOf(rules.ItemMinLength));
        Set(schema, "maxLength", NumberOf(rules.ItemMaxLength));
        Set(schema, Literal, rules.Literal ? true : null);
        return schema;
    }

    private static JsonNode? NumberOf(long number) => number is -1 or long.MinValue ? null : number;

    private static void Set(JsonObject schema, string keyword, JsonNode? value)
    {
        if (value is not null)
        {
            schema[keyword] = value;
        }
    }
}
