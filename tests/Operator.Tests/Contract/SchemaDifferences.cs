using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;

namespace Operator.Tests.Contract;

/// <summary>Where the schema that the types ask for and the CRD's part, in either direction.</summary>
internal static class SchemaDifferences
{
    private const string LiteralRule = "[$][A-Za-z0-9_{]";
    private static readonly string[] NotOfTheTypes = ["description", "x-kubernetes-validations"];

    public static IEnumerable<string> Between(JsonObject types, JsonObject crd, string path)
    {
        if (types[TypeSchema.Foreign] is { } name)
        {
            return OfForeign(typeof(V1CronJob).Assembly.GetType(name.GetValue<string>(), throwOnError: true)!, crd, path);
        }

        var comparable = Comparable(crd);
        return types.Select(entry => entry.Key).Union(comparable.Select(entry => entry.Key)).SelectMany(keyword => keyword switch
        {
            "properties" => OfProperties(types, comparable, path),
            "items" when types["items"] is JsonObject mine && comparable["items"] is JsonObject theirs => Between(mine, theirs, path + "[]"),
            "additionalProperties" when types[keyword] is JsonObject mine && comparable[keyword] is JsonObject theirs => Between(mine, theirs, path + "{}"),
            _ when JsonNode.DeepEquals(types[keyword], comparable[keyword]) => [],
            _ => [$"{path}: {keyword} is {Shown(types[keyword])} in the types and {Shown(comparable[keyword])} in the CRD"],
        });
    }

    private static IEnumerable<string> OfProperties(JsonObject types, JsonObject crd, string path)
    {
        var (mine, theirs) = (types["properties"]?.AsObject() ?? [], crd["properties"]?.AsObject() ?? []);
        return mine.Select(field => field.Key).Union(theirs.Select(field => field.Key)).SelectMany(name => (mine[name], theirs[name]) switch
        {
            (JsonObject type, JsonObject schema) => Between(type, schema, $"{path}.{name}"),
            (null, _) => [$"{path}.{name} is only in the CRD"],
            _ => [$"{path}.{name} is only in the types"],
        });
    }

    /// <summary>A compact schema of a Kubernetes type may leave fields out, but may not have any that the type has not.</summary>
    private static IEnumerable<string> OfForeign(Type type, JsonObject crd, string path) =>
        (crd["properties"]?.AsObject() ?? []).SelectMany(field =>
        {
            var at = $"{path}.{field.Key}";
            return type.GetProperties().SingleOrDefault(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name == field.Key) is { } known
                ? OfForeignField(known.PropertyType, field.Value!.AsObject(), at)
                : [$"{at}: {type.Name} has no such field"];
        });

    private static IEnumerable<string> OfForeignField(Type declared, JsonObject crd, string path)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var element = type.IsGenericType ? type.GetGenericArguments()[^1] : null;
        var expected = type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(long) => "integer",
            _ when type == typeof(ResourceQuantity) => "",
            _ when element is not null && crd["items"] is not null => "array",
            _ => "object",
        };
        var actual = crd["type"]?.GetValue<string>() ?? "";
        return expected != actual ? [$"{path}: {type.Name} is {expected}, not {actual}"]
            : expected == "object" && element is null ? OfForeign(type, crd, path)
            : expected == "array" && element!.Namespace == type.Namespace ? OfForeign(element, crd["items"]!.AsObject(), path + "[]")
            : [];
    }

    private static JsonObject Comparable(JsonObject crd)
    {
        var copy = new JsonObject(crd.Where(entry => !NotOfTheTypes.Contains(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
        if (crd["required"] is JsonArray required)
        {
            copy["required"] = new JsonArray([.. required.Select(name => name!.GetValue<string>()).Order(StringComparer.Ordinal).Select(name => (JsonNode?)name)]);
        }

        if (crd["x-kubernetes-validations"] is JsonArray rules && rules.Any(rule => rule!["rule"]!.GetValue<string>().Contains(LiteralRule, StringComparison.Ordinal)))
        {
            copy[TypeSchema.Literal] = true;
        }

        return copy;
    }

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "absent";
}
