using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Operator.Tests.Plan;

/// <summary>Writes JSON as YAML for people to read in a diff: block style, texts of several lines as literals.</summary>
internal static class YamlOut
{
    public static string Write(JsonObject root)
    {
        var text = new StringBuilder();
        Map(text, root, 0);
        return text.ToString();
    }

    private static void Map(StringBuilder text, JsonObject map, int depth)
    {
        foreach (var (key, value) in map)
        {
            Indent(text, depth).Append(key).Append(':');
            Value(text, value, depth);
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, int depth)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                Map(text.Append('\n'), map, depth + 1);
                break;
            case JsonArray { Count: > 0 } list:
                List(text.Append('\n'), list, depth);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String && scalar.GetValue<string>().Contains('\n'):
                Literal(text, scalar.GetValue<string>(), depth + 1);
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void List(StringBuilder text, JsonArray list, int depth)
    {
        foreach (var item in list)
        {
            if (item is JsonObject { Count: > 0 } map)
            {
                var block = new StringBuilder();
                Map(block, map, depth + 1);
                block[depth * 2] = '-';
                text.Append(block);
            }
            else
            {
                Indent(text, depth).Append("- ").Append(Scalar(item)).Append('\n');
            }
        }
    }

    private static void Literal(StringBuilder text, string value, int depth)
    {
        text.Append(" |\n");
        foreach (var line in value.TrimEnd('\n').Split('\n'))
        {
            Indent(text, depth).Append(line).Append('\n');
        }
    }

    private static string Scalar(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when value.GetValueKind() == JsonValueKind.String => $"'{value.GetValue<string>().Replace("'", "''", StringComparison.Ordinal)}'",
        _ => value.ToJsonString(),
    };

    private static StringBuilder Indent(StringBuilder text, int depth) => text.Append(' ', depth * 2);
}
