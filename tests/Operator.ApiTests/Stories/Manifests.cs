using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Operator.ApiTests.Stories;

/// <summary>What the stories apply.</summary>
internal static class Manifests
{
    public static JsonObject Namespace(string name = StoryWorld.Namespace) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    public static JsonObject Secret(string name, string key, string value, string @namespace = StoryWorld.Namespace) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
        ["stringData"] = new JsonObject { [key] = value },
    };

    public static JsonObject Ingestion(string name, Uri dbtCloud, Uri openMetadata) => new()
    {
        ["apiVersion"] = "metadata-ingestion.io/v1alpha1",
        ["kind"] = "DbtCloudIngestion",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = StoryWorld.Namespace },
        ["spec"] = new JsonObject
        {
            ["account"] = new JsonObject
            {
                ["id"] = "12345",
                ["url"] = dbtCloud.AbsoluteUri.TrimEnd('/'),
                ["tokenSecretRef"] = new JsonObject { ["name"] = "dbt-cloud" },
            },
            ["filters"] = new JsonArray(new JsonObject { ["name"] = "marts", ["projectId"] = 98765, ["jobId"] = 54321 }),
            ["schedule"] = new JsonObject { ["cron"] = "H */6 * * *" },
            ["openMetadata"] = new JsonObject
            {
                ["url"] = openMetadata.AbsoluteUri,
                ["tokenSecretRef"] = new JsonObject { ["name"] = "openmetadata-bot" },
                ["databaseService"] = "production-snowflake",
            },
        },
    };

    public static JsonObject? Condition(this JsonObject ingestion, string type) =>
        ingestion.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
}
