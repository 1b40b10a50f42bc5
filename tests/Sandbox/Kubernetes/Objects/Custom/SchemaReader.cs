using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>Reads a CRD's JSON schema into the form that objects are checked with.</summary>
internal static class SchemaReader
{
    public static StructuralSchema Read(JsonObject schema) => new()
    {
        Type = schema.Text("type") ?? "",
        Format = schema.Text("format") ?? "",
        IsNullable = schema.Flag("nullable") == true,
        IsIntOrString = schema.Flag("x-kubernetes-int-or-string") == true,
        IsEmbeddedResource = schema.Flag("x-kubernetes-embedded-resource") == true,
        PreservesUnknownFields = schema.Flag("x-kubernetes-preserve-unknown-fields") == true,
        Default = schema["default"]?.DeepClone(),
        Properties = (schema.Map("properties") ?? []).Where(pair => pair.Value is JsonObject)
            .ToDictionary(pair => pair.Key, pair => Read(pair.Value!.AsObject()), StringComparer.Ordinal),
        AdditionalProperties = Free(schema["additionalProperties"]),
        Items = schema.Map("items") is { } items ? Read(items) : null,
        Required = Texts(schema.List("required")),
        Enum = schema.List("enum")?.DeepClone().AsArray(),
        Pattern = schema.Text("pattern"),
        Expression = schema.Text("pattern") is { } pattern ? Expression(pattern) : null,
        MinLength = schema.Number("minLength"),
        MaxLength = schema.Number("maxLength"),
        MinItems = schema.Number("minItems"),
        MaxItems = schema.Number("maxItems"),
        MinProperties = schema.Number("minProperties"),
        MaxProperties = schema.Number("maxProperties"),
        Minimum = Bound(schema["minimum"]),
        Maximum = Bound(schema["maximum"]),
        ExcludesMinimum = schema.Flag("exclusiveMinimum") == true,
        ExcludesMaximum = schema.Flag("exclusiveMaximum") == true,
        MultipleOf = Bound(schema["multipleOf"]),
        HasUniqueItems = schema.Flag("uniqueItems") == true,
        ListType = schema.Text("x-kubernetes-list-type") ?? "",
        ListMapKeys = Texts(schema.List("x-kubernetes-list-map-keys")),
        MapType = schema.Text("x-kubernetes-map-type") ?? "",
        AllOf = Several(schema, "allOf"),
        AnyOf = Several(schema, "anyOf"),
        OneOf = Several(schema, "oneOf"),
        Not = schema.Map("not") is { } not ? Read(not) : null,
    };

    private static StructuralSchema? Free(JsonNode? additional) => additional switch
    {
        JsonObject schema => Read(schema),
        JsonValue value when value.TryGetValue<bool>(out var allowed) && allowed => new StructuralSchema { Type = "", PreservesUnknownFields = true },
        _ => null,
    };

    private static List<StructuralSchema> Several(JsonObject schema, string name) => [.. schema.Maps(name).Select(Read)];

    private static List<string> Texts(JsonArray? list) => [.. (list ?? []).Select(item => (string?)item ?? "")];

    private static double? Bound(JsonNode? number) =>
        number is JsonValue ? double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture) : null;

    /// <summary>The server's expressions end at the very end of the text, .NET's before a last line feed, too.</summary>
    public static Regex Expression(string pattern) =>
        new(Regex.Replace(pattern, @"(?<!\\)((?:\\\\)*)\$(?![^\[]*\])", @"$1\z"), RegexOptions.CultureInvariant);
}
