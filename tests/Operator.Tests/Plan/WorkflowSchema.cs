using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Operator.Tests.Contract;

namespace Operator.Tests.Plan;

/// <summary>
/// OpenMetadata's schemas of the workflow document and of what is written to the server, their files drawn together into one:
/// their own ids do not agree with their paths, and they refer to each other by path.
/// </summary>
internal static class WorkflowSchema
{
    private const string Workflow = "metadataIngestion/workflow.json";

    private static readonly string Folder = Path.Combine(Repository.Top, "..", "shared", "openmetadata-schema");

    private static readonly Lazy<JsonSchema> OfWorkflow = new(() => Load(Workflow, "/properties/openMetadataWorkflowConfig"));
    private static readonly Lazy<JsonSchema> OfNewPipeline = new(() => Load("api/services/ingestionPipelines/createIngestionPipeline.json", ""));
    private static readonly Lazy<JsonSchema> OfRunStatus = new(() => Load("entity/services/ingestionPipelines/ingestionPipeline.json", "/definitions/pipelineStatus"));

    public static bool IsThere => Directory.Exists(Folder);

    public static bool Accepts(JsonObject workflow) => Accepts(OfWorkflow, workflow);

    public static bool AcceptsNewPipeline(JsonObject pipeline) => Accepts(OfNewPipeline, pipeline);

    public static bool AcceptsRunStatus(JsonObject status) => Accepts(OfRunStatus, status);

    private static bool Accepts(Lazy<JsonSchema> schema, JsonObject content)
    {
        using var document = JsonDocument.Parse(content.ToJsonString());
        return schema.Value.Evaluate(document.RootElement, new EvaluationOptions { RequireFormatValidation = true }).IsValid;
    }

    private static JsonSchema Load(string start, string part)
    {
        var definitions = new JsonObject();
        Draw(start, definitions);
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$ref"] = $"#/definitions/{KeyOf(start)}{part}",
            ["definitions"] = definitions,
        };
        return JsonSchema.FromText(root.ToJsonString(), new BuildOptions { Dialect = Dialect.Draft07, SchemaRegistry = new SchemaRegistry() });
    }

    private static void Draw(string file, JsonObject definitions)
    {
        if (definitions.ContainsKey(KeyOf(file)))
        {
            return;
        }

        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();
        schema.Remove("$id");
        schema.Remove("$schema");
        if (file == Workflow)
        {
            OnlyDbt(schema);
        }

        definitions[KeyOf(file)] = schema;
        foreach (var target in Rewritten(schema, file))
        {
            Draw(target, definitions);
        }
    }

    /// <summary>
    /// A dbt workflow has no service connection, and its source is one of twenty pipelines: the other 290 files cannot
    /// matter, but take minutes to build.
    /// </summary>
    private static void OnlyDbt(JsonObject workflow)
    {
        workflow["definitions"]!["source"]!["properties"]!.AsObject().Remove("serviceConnection");
        workflow["definitions"]!["sourceConfig"]!["properties"]!["config"] = new JsonObject { ["$ref"] = "dbtPipeline.json" };
    }

    private static List<string> Rewritten(JsonNode? node, string file)
    {
        if (node is JsonArray list)
        {
            return [.. list.ToList().SelectMany(item => Rewritten(item, file))];
        }

        if (node is not JsonObject map)
        {
            return [];
        }

        // "(?U)" asks Java for Unicode classes, which .NET has anyway.
        if (map["pattern"] is JsonValue pattern && pattern.TryGetValue<string>(out var expression))
        {
            map["pattern"] = expression.Replace("(?U)", "", StringComparison.Ordinal);
        }

        var found = new List<string>();
        if (map["$ref"] is JsonValue value && value.TryGetValue<string>(out var reference))
        {
            var parts = reference.Split('#', 2);
            var target = parts[0].Length == 0 ? file : Path.GetRelativePath("/", Path.GetFullPath(parts[0], "/" + Path.GetDirectoryName(file)));
            map["$ref"] = $"#/definitions/{KeyOf(target)}{(parts.Length == 2 ? parts[1] : "")}";
            found.Add(target);
        }

        found.AddRange(map.ToList().SelectMany(pair => Rewritten(pair.Value, file)));
        return found;
    }

    private static string KeyOf(string file) => file.Replace("/", "--", StringComparison.Ordinal);
}
