using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Reads members of a pipeline's configuration, whatever form they have.</summary>
internal static class SetupReading
{
    public static JsonObject Map(JsonObject config, string name) => config[name] as JsonObject ?? [];

    /// <summary>Null where it is absent, empty or no text.</summary>
    public static string? Text(JsonObject config, string name) => config[name] is { } node && node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    } is { Length: > 0 } text ? text : null;

    public static DbtId? Id(JsonObject config, string name) => Text(config, name) is { } digits ? new DbtId(digits) : null;

    public static bool? Flag(JsonObject config, string name) => config[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static int? Number(JsonObject config, string name) =>
        Text(config, name) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static PatternFilter? Filter(JsonObject config, string name)
    {
        var filter = Map(config, name);
        var (includes, excludes) = (Texts(filter["includes"]), Texts(filter["excludes"]));
        return includes is null && excludes is null ? null : new PatternFilter { Includes = includes, Excludes = excludes };
    }

    /// <summary>Members that are set and that nobody here knows.</summary>
    public static IEnumerable<string> Unknown(JsonObject config, IReadOnlyCollection<string> known) =>
        config.Where(member => !known.Contains(member.Key) && IsSet(member.Value)).Select(member => YamlScalars.Shown(member.Key));

    private static bool IsSet(JsonNode? node) => node switch
    {
        null => false,
        JsonObject map => map.Any(member => IsSet(member.Value)),
        JsonArray list => list.Count > 0,
        _ => node.GetValueKind() is not JsonValueKind.False,
    };

    private static string[]? Texts(JsonNode? node) =>
        node is JsonArray list && list.Where(item => item?.GetValueKind() is JsonValueKind.String).Select(item => item!.GetValue<string>()).ToArray() is { Length: > 0 } texts ? texts : null;
}
