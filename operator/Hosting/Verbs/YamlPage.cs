using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Operator.Hosting.Verbs;

/// <summary>Writes JSON as YAML for people: block style, quotes only where they are needed, texts of several lines as they are.</summary>
internal static partial class YamlPage
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonObject root)
    {
        var text = new StringBuilder();
        Map(text, root, 0);
        return text.ToString();
    }

    /// <summary>Several documents, with the separator between them.</summary>
    public static string OfAll(IEnumerable<JsonObject> roots) => string.Join("---\n", roots.Select(Of));

    private static void Map(StringBuilder text, JsonObject map, int depth)
    {
        foreach (var (key, value) in map)
        {
            Indent(text, depth).Append(Scalar(key)).Append(':');
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
            default:
                Leaf(text.Append(' '), value, depth + 1);
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
            else if (item is JsonArray { Count: > 0 })
            {
                // No resource has lists in lists; JSON is YAML, too.
                Indent(text, depth).Append("- ").Append(item.ToJsonString(Readable)).Append('\n');
            }
            else
            {
                Leaf(Indent(text, depth).Append("- "), item, depth + 1);
            }
        }
    }

    private static void Leaf(StringBuilder text, JsonNode? value, int depth)
    {
        if (value is not null && value.GetValueKind() == JsonValueKind.String)
        {
            var content = value.GetValue<string>();
            if (content.Contains('\n') && IsLiteral(content))
            {
                Literal(text, content, depth);
                return;
            }

            text.Append(Scalar(content)).Append('\n');
            return;
        }

        text.Append(value is null ? "null" : value.ToJsonString(Readable)).Append('\n');
    }

    private static void Literal(StringBuilder text, string content, int depth)
    {
        var isEnded = content.EndsWith('\n');
        text.Append(!isEnded ? "|-" : content.EndsWith("\n\n", StringComparison.Ordinal) ? "|+" : "|").Append('\n');
        foreach (var line in (isEnded ? content[..^1] : content).Split('\n'))
        {
            (line.Length > 0 ? Indent(text, depth).Append(line) : text).Append('\n');
        }
    }

    /// <summary>What the block style would change is written in quotes: leading white space, line ends of other kinds, control characters.</summary>
    private static bool IsLiteral(string content) =>
        content.Trim('\n') is { Length: > 0 } inner && inner[0] is not (' ' or '\t') && content[0] != '\n' && !content.Any(c => c != '\n' && IsSpecial(c));

    private static string Scalar(string content) =>
        Plain().IsMatch(content) && !YamlScalars.IsNotText(content) ? content
        : content.Any(IsSpecial) ? JsonValue.Create(content).ToJsonString(Readable)
        : $"'{content.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsSpecial(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF';

    private static StringBuilder Indent(StringBuilder text, int depth) => text.Append(' ', depth * 2);

    [GeneratedRegex(@"^[A-Za-z0-9_/]([-A-Za-z0-9_./:@+=]*[-A-Za-z0-9_./@+=])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
