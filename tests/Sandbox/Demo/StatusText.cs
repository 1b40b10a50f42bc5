using System.Text.Json.Nodes;
using Sandbox.Controllers;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sandbox.Demo;

/// <summary>An object's status as YAML for people.</summary>
internal static class StatusText
{
    public static string Of(JsonObject? item)
    {
        var status = new YamlMappingNode("status", Convert(item.At("status")));
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(status)).Save(text, assignAnchors: false);
        return text.ToString().Replace("\n...", "", StringComparison.Ordinal).TrimEnd();
    }

    private static YamlNode Convert(JsonNode? node) => node switch
    {
        JsonObject map => new YamlMappingNode(map.SelectMany(entry => (YamlNode[])[new YamlScalarNode(entry.Key), Convert(entry.Value)])),
        JsonArray list => new YamlSequenceNode(list.Select(Convert)),
        JsonValue value when value.TryGetValue(out string? text) => new YamlScalarNode(text) { Style = Style(text) },
        _ => new YamlScalarNode(node?.ToJsonString() ?? "null"),
    };

    /// <summary>Text that YAML would read as something else is quoted.</summary>
    private static ScalarStyle Style(string text) =>
        text is "" or "true" or "false" or "True" or "False" or "null" || double.TryParse(text, out _) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;
}
