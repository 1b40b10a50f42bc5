using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>The part of the workflow's schema that documents for dbt can break: keys, types and closed choices.</summary>
internal static class WorkflowCheck
{
    private const string OfWorkflow = "Uncaught error when parsing the workflow!";
    private const string OfPipeline = "We encountered an error parsing the configuration of your DbtPipeline.";

    private static readonly string[] Root =
        ["source", "processor", "sink", "profiler", "stage", "bulkSink", "workflowConfig", "ingestionPipelineFQN", "pipelineRunId", "enableStreamableLogs", "ingestionRunnerName"];

    private static readonly string[] Dbt =
        ["type", "dbtConfigSource", "searchAcrossDatabases", "dbtUpdateDescriptions", "dbtUpdateOwners", "includeTags", "overrideLineage", "dbtClassificationName",
         "databaseFilterPattern", "schemaFilterPattern", "tableFilterPattern", "tagFilterPattern", "parsingTimeoutLimit"];

    private static readonly string[] Cloud = ["dbtConfigType", "dbtCloudAuthToken", "dbtCloudAccountId", "dbtCloudProjectId", "dbtCloudJobId", "dbtCloudUrl"];
    private static readonly string[] Local = ["dbtConfigType", "dbtCatalogFilePath", "dbtManifestFilePath", "dbtRunResultsFilePath", "dbtSourcesFilePath"];
    private static readonly string[] Settings = ["openMetadataServerConfig", "loggerLevel", "raiseOnError", "successThreshold", "config"];
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARN", "ERROR"];
    private static readonly string[] Verifications = ["no-ssl", "ignore", "validate"];

    /// <summary>Null when the document is valid; else the sentence that the package prints.</summary>
    public static string? Refuse(JsonObject document)
    {
        if (!Has(document, Root) || document["source"] is not JsonObject source || document["workflowConfig"] is not JsonObject settings
            || !Settled(settings) || !(document["pipelineRunId"] is null || Guid.TryParse(TextOf(document["pipelineRunId"]), out _))
            || source["sourceConfig"]?["config"] is not JsonObject pipeline)
        {
            return OfWorkflow;
        }

        return Has(pipeline, Dbt) && TextOf(pipeline["type"]) is null or "DBT" && Sourced(pipeline["dbtConfigSource"] as JsonObject) && Typed(pipeline)
            ? null
            : OfPipeline;
    }

    private static bool Settled(JsonObject settings) =>
        Has(settings, Settings)
        && (settings["loggerLevel"] is null || Levels.Contains(TextOf(settings["loggerLevel"])))
        && (settings["successThreshold"] is null || settings["successThreshold"] is JsonValue value && value.TryGetValue<long>(out var threshold) && threshold is >= 0 and <= 100)
        && settings["openMetadataServerConfig"] is JsonObject server
        && TextOf(server["hostPort"]) is not null
        && (server["verifySSL"] is null || Verifications.Contains(TextOf(server["verifySSL"])));

    private static bool Sourced(JsonObject? source) => source is not null && TextOf(source["dbtConfigType"]) switch
    {
        "cloud" => Has(source, Cloud) && source.All(pair => TextOf(pair.Value) is not null)
            && source.ContainsKey("dbtCloudAuthToken") && source.ContainsKey("dbtCloudAccountId")
            && Uri.TryCreate(TextOf(source["dbtCloudUrl"]), UriKind.Absolute, out _),
        "local" => Has(source, Local) && source.All(pair => TextOf(pair.Value) is not null) && source.ContainsKey("dbtManifestFilePath"),
        _ => false,
    };

    private static bool Typed(JsonObject pipeline) =>
        pipeline.Where(pair => pair.Key.EndsWith("Pattern", StringComparison.Ordinal)).All(pair => pair.Value is JsonObject)
        && (pipeline["parsingTimeoutLimit"] is null || pipeline["parsingTimeoutLimit"]!.GetValueKind() == JsonValueKind.Number);

    private static bool Has(JsonObject of, string[] allowed) => of.All(pair => allowed.Contains(pair.Key));

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
