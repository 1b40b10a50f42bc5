using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Ingestion;

/// <summary>The document's filters: regular expressions that must match from the start, case ignored.</summary>
internal sealed class NodeFilters(Workflow workflow)
{
    public bool Passes(DbtNode node) =>
        Passes("databaseFilterPattern", node.Database) && Passes("schemaFilterPattern", node.Schema) && Passes("tableFilterPattern", node.Table);

    public bool PassesTag(string tag) => Passes("tagFilterPattern", tag);

    private bool Passes(string key, string name)
    {
        var pattern = workflow.Pipeline[key] as JsonObject;
        return !Any(pattern?["excludes"], name) && (pattern?["includes"] is not JsonArray { Count: > 0 } includes || Any(includes, name));
    }

    private static bool Any(JsonNode? expressions, string name) =>
        expressions is JsonArray all
        && all.Any(expression => Regex.IsMatch(name, $"^(?:{expression!.GetValue<string>()})", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));
}
