using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Tables;

/// <summary>The columns that a definition declares; name and age where it declares none.</summary>
internal static class CustomColumns
{
    private static readonly ConditionalWeakTable<JsonObject, IReadOnlyList<Column>> s_known = [];

    private static readonly Column s_age = new("Age", "date", static (content, now) => HumanDuration.Since(content.Read("metadata.creationTimestamp"), now, "<unknown>"));

    public static IReadOnlyList<Column> Of(JsonObject version) => s_known.GetValue(version, static version =>
    {
        var declared = version.Items("additionalPrinterColumns").Select(Declared).ToList();
        return [TableColumns.Name, .. declared.Count == 0 ? [s_age] : declared];
    });

    private static Column Declared(JsonObject declaration)
    {
        var (path, type) = (declaration.Read("jsonPath"), declaration.Read("type"));
        var parsed = JsonPath.Parse(path);
        return new Column(declaration.Read("name"), type, (content, now) => Cell(parsed.Find(content), type, now))
        {
            Format = declaration.Read("format"),
            Description = declaration.Read("description", $"Custom resource definition column (in JSONPath format): {path}"),
            Priority = (int)declaration.Count("priority"),
        };
    }

    private static JsonNode? Cell(JsonNode? value, string type, DateTimeOffset now) => (type, value) switch
    {
        (_, null) => null,
        ("string", JsonValue text) => Text(text),
        ("string", _) => value.ToJsonString(),
        ("date", JsonValue date) => HumanDuration.Since(date.ToString(), now, "<unknown>"),
        ("integer", JsonValue number) when number.GetValueKind() == System.Text.Json.JsonValueKind.Number => Storage.ObjectMeta.Whole(number),
        ("number" or "boolean", JsonValue other) => other.DeepClone(),
        _ => null,
    };

    private static string Text(JsonValue value) =>
        value.TryGetValue<bool>(out var flag) ? flag ? "true" : "false" : Convert.ToString(value.ToString(), CultureInfo.InvariantCulture) ?? "";
}
