using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Tables;

/// <summary>The simple JSONPath of printer columns: fields, indexes, and filters like [?(@.type=="Ready")].</summary>
internal sealed partial class JsonPath
{
    private readonly IReadOnlyList<Func<JsonNode, JsonNode?>> _steps;

    private JsonPath(IReadOnlyList<Func<JsonNode, JsonNode?>> steps) => _steps = steps;

    public static JsonPath Parse(string path) => new([.. Step().Matches(path).Select(Read)]);

    /// <summary>The first match; null where there is none.</summary>
    public JsonNode? Find(JsonNode? node)
    {
        foreach (var step in _steps)
        {
            node = node is null ? null : step(node);
        }

        return node;
    }

    private static Func<JsonNode, JsonNode?> Read(Match step)
    {
        if (step.Groups["index"].Success)
        {
            var index = int.Parse(step.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture);
            return node => node is JsonArray items && (index < 0 ? index + items.Count : index) is var at && at >= 0 && at < items.Count ? items[at] : null;
        }

        if (step.Groups["filter"].Success)
        {
            var (field, value) = (Parse("." + step.Groups["filter"].Value), step.Groups["value"].Value);
            return node => (node as JsonArray)?.FirstOrDefault(item => field.Find(item) is JsonValue found && found.ToString() == value);
        }

        var name = (step.Groups["quoted"].Success ? step.Groups["quoted"] : step.Groups["field"]).Value.Replace("\\.", ".", StringComparison.Ordinal);
        return node => (node as JsonObject)?[name];
    }

    [GeneratedRegex("""\.(?<field>(\\.|[^.\[\\])+)|\['(?<quoted>[^']+)'\]|\[(?<index>-?\d+)\]|\[\?\(\s*@\.(?<filter>[\w.]+)\s*==\s*["']?(?<value>[^"')]*)["']?\s*\)\]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
