using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>The workflow document once it has been expanded, parsed and found valid.</summary>
internal sealed record Workflow(JsonObject Document)
{
    public string Service => Text(Source, "serviceName") ?? "";

    public JsonObject Pipeline => (JsonObject)Source["sourceConfig"]!["config"]!;

    public JsonObject ConfigSource => (JsonObject)Pipeline["dbtConfigSource"]!;

    public bool IsLocal => Text(ConfigSource, "dbtConfigType") == "local";

    public JsonObject Server => (JsonObject)Settings["openMetadataServerConfig"]!;

    public string HostPort => Text(Server, "hostPort")!;

    public string JwtToken => Server["securityConfig"] is JsonObject security ? Text(security, "jwtToken") ?? "" : "";

    public bool ChecksVersion => Flag(Server, "enableVersionValidation", true);

    public bool RaisesOnError => Flag(Settings, "raiseOnError", true);

    public double SuccessThreshold => Settings["successThreshold"]?.GetValue<long>() ?? 90;

    public string? PipelineFullName => Text(Document, "ingestionPipelineFQN");

    /// <summary>Made up when the document names none.</summary>
    public string RunId { get; } = Text(Document, "pipelineRunId") ?? Guid.NewGuid().ToString();

    public bool IncludesTags => Flag(Pipeline, "includeTags", true);

    public bool UpdatesDescriptions => Flag(Pipeline, "dbtUpdateDescriptions", false);

    public bool UpdatesOwners => Flag(Pipeline, "dbtUpdateOwners", false);

    public bool OverridesLineage => Flag(Pipeline, "overrideLineage", false);

    public string Classification => Text(Pipeline, "dbtClassificationName") ?? "dbtTags";

    private JsonObject Source => (JsonObject)Document["source"]!;

    private JsonObject Settings => (JsonObject)Document["workflowConfig"]!;

    public static string? Text(JsonObject of, string key) => of[key]?.GetValue<string>();

    private static bool Flag(JsonObject of, string key, bool otherwise) => of[key]?.GetValue<bool>() ?? otherwise;
}
