using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sandbox.Kubernetes.Http;

/// <summary>YAML read as JSON, with the scalar rules that Kubernetes' own reader follows (YAML 1.1 words for booleans).</summary>
internal static class Yaml
{
    /// <summary>The documents of a stream; empty ones are left out.</summary>
    public static IReadOnlyList<JsonNode> ParseAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(static document => ToJson(document.RootNode)).OfType<JsonNode>()];
    }

    public static JsonNode? Parse(string text) => ParseAll(text) is [var first, ..] ? first : null;

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => Mapping(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => null,
    };

    private static JsonObject Mapping(YamlMappingNode mapping)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            result[((YamlScalarNode)key).Value ?? ""] = ToJson(value);
        }

        return result;
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted or ScalarStyle.Literal or ScalarStyle.Folded
            || scalar.Tag is { IsEmpty: false, Value: "tag:yaml.org,2002:str" })
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
            _ => Number(text) ?? JsonValue.Create(text),
        };
    }

    /// <summary>YAML 1.1: a leading zero makes it octal, as people write file modes.</summary>
    private static long? Octal(string text)
    {
        var digits = text.TrimStart('-', '+');
        return digits.All(static digit => digit is >= '0' and <= '7') ? Convert.ToInt64(digits, 8) * (text[0] == '-' ? -1 : 1) : null;
    }

    private static JsonValue? Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return JsonValue.Create(text.TrimStart('-', '+') is ['0', _, ..] ? Octal(text) ?? whole : whole);
        }

        return char.IsAsciiDigit(text.TrimStart('-', '+', '.').FirstOrDefault())
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? JsonValue.Create(number)
                : null;
    }
}
