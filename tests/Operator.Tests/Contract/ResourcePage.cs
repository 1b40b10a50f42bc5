using System.Text;
using System.Text.Json.Nodes;
using Operator.Resource;

namespace Operator.Tests.Contract;

/// <summary>Makes docs/resource.md from the CRD and the closed list of reasons.</summary>
internal static class ResourcePage
{
    public static string Render()
    {
        var page = new StringBuilder();
        page.AppendLine("# DbtCloudIngestion, field by field").AppendLine();
        page.AppendLine($"Made from `{CustomResource.File}` and the operator's list of reasons; `make docs` makes it anew, and a test holds it equal. `kubectl explain dci.spec` shows the same texts.").AppendLine();
        page.AppendLine((string?)CustomResource.Schema["description"]).AppendLine();
        Refusals(page, CustomResource.Schema);
        foreach (var name in new[] { "spec", "status" })
        {
            Section(page, name, CustomResource.Schema["properties"]![name]!.AsObject());
        }

        Columns(page);
        ReasonTables(page);
        return page.ToString();
    }

    private static void Section(StringBuilder page, string path, JsonObject schema)
    {
        page.AppendLine($"## `{path}`").AppendLine();
        page.AppendLine((string?)schema["description"]).AppendLine();
        page.AppendLine("| Field | Type | Default | Meaning |");
        page.AppendLine("|---|---|---|---|");
        var required = schema["required"]?.AsArray().Select(name => (string?)name).ToHashSet() ?? [];
        foreach (var (name, field) in schema["properties"]!.AsObject())
        {
            page.AppendLine($"| `{name}` | {SchemaText.TypeOf(field!.AsObject(), $"{path}.{name}")} | {SchemaText.DefaultOf(field!.AsObject(), required.Contains(name))} | {SchemaText.Cell((string?)field!["description"])} |");
        }

        page.AppendLine();
        Refusals(page, schema);
        foreach (var (name, field) in schema["properties"]!.AsObject())
        {
            Deeper(page, $"{path}.{name}", field!.AsObject());
        }
    }

    private static void Deeper(StringBuilder page, string path, JsonObject schema)
    {
        if (schema["properties"] is not null)
        {
            Section(page, path, schema);
        }
        else if (schema["items"]?["properties"] is not null)
        {
            Section(page, path + "[]", schema["items"]!.AsObject());
        }
    }

    private static void Refusals(StringBuilder page, JsonObject schema)
    {
        var messages = MessagesOf(schema)
            .Concat((schema["properties"]?.AsObject() ?? []).SelectMany(field => MessagesOf(field.Value!.AsObject())
                .Concat(MessagesOf(field.Value!["additionalProperties"]?.AsObject() ?? []))
                .Concat(MessagesOf(field.Value!["items"] is JsonObject items && items["properties"] is null ? items : []))
                .Where(_ => field.Value!["properties"] is null)
                .Select(message => $"`{field.Key}`: {message}")))
            .ToList();
        if (messages.Count == 0)
        {
            return;
        }

        page.AppendLine("The API server refuses, with these words:").AppendLine();
        messages.ForEach(message => page.AppendLine($"- {SchemaText.Cell(message)}"));
        page.AppendLine();
    }

    private static IEnumerable<string> MessagesOf(JsonObject schema) =>
        (schema["x-kubernetes-validations"]?.AsArray() ?? []).Select(rule => (string)rule!["message"]!);

    private static void Columns(StringBuilder page)
    {
        page.AppendLine("## Columns of `kubectl get dci`").AppendLine();
        page.AppendLine("| Column | Shown | Meaning |");
        page.AppendLine("|---|---|---|");
        foreach (var column in CustomResource.Version["additionalPrinterColumns"]!.AsArray())
        {
            page.AppendLine($"| {(string?)column!["name"]} | {(column["priority"] is null ? "always" : "with `-o wide`")} | {(string?)column["description"]} |");
        }

        page.AppendLine();
    }

    private static void ReasonTables(StringBuilder page)
    {
        page.AppendLine("## Conditions and their reasons").AppendLine();
        page.AppendLine((string?)CustomResource.Schema["properties"]!["status"]!["properties"]!["conditions"]!["description"]).AppendLine();
        foreach (var group in Reasons.All.GroupBy(reason => reason.Condition))
        {
            page.AppendLine($"### {group.Key}").AppendLine();
            page.AppendLine("| Reason | Status | Meaning | What to do |");
            page.AppendLine("|---|---|---|---|");
            foreach (var reason in group)
            {
                page.AppendLine($"| {reason.Name} | {reason.Status} | {SchemaText.Cell(reason.Meaning)} | {SchemaText.Cell(reason.Fix)} |");
            }

            page.AppendLine();
        }

        page.Length -= Environment.NewLine.Length;
    }
}
