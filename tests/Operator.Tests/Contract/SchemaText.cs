using System.Text.Json.Nodes;

namespace Operator.Tests.Contract;

/// <summary>Types, limits and defaults of a schema in words.</summary>
internal static class SchemaText
{
    public static string TypeOf(JsonObject schema, string path) => schema switch
    {
        _ when schema["enum"] is JsonArray values => string.Join(", ", values.Select(value => $"`{(string?)value}`")),
        _ when schema["x-kubernetes-int-or-string"] is not null => "number or text",
        _ when (string?)schema["format"] == "date-time" => "time",
        _ when schema["items"]?["properties"] is not null => $"list of [objects](#{AnchorOf(path + "[]")}){KeysOf(schema)}",
        _ when schema["items"] is not null => "list of text",
        _ when schema["additionalProperties"] is not null => "map",
        _ when schema["properties"] is not null => $"[object](#{AnchorOf(path)})",
        _ when (string?)schema["type"] == "integer" => "integer" + RangeOf(schema),
        _ when (string?)schema["type"] == "string" => "text",
        _ => (string?)schema["type"] ?? "any",
    };

    public static string DefaultOf(JsonObject schema, bool required) => schema["default"] switch
    {
        _ when required => "**required**",
        null => "",
        JsonObject => "",
        var value => $"`{(value.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string?)value : value.ToJsonString())}`",
    };

    public static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    // GitHub makes an anchor of a heading by dropping all but letters, digits, hyphens and spaces.
    private static string AnchorOf(string heading) => new([.. heading.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);

    private static string RangeOf(JsonObject schema) => (schema["minimum"], schema["maximum"]) switch
    {
        (null, null) => "",
        ({ } least, null) => $", at least {least}",
        (null, { } most) => $", at most {most}",
        ({ } least, { } most) => $", {least} to {most}",
    };

    private static string KeysOf(JsonObject schema) =>
        schema["x-kubernetes-list-map-keys"] is JsonArray keys ? $", by `{string.Join("`, `", keys.Select(key => (string?)key))}`" : "";
}
