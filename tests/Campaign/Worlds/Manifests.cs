using System.Text.Json.Nodes;
using Sandbox.DbtCloud;

namespace Campaign.Worlds;

/// <summary>What people apply in a world.</summary>
internal static class Manifests
{
    public const string DbtSecret = "dbt-cloud";
    public const string BotSecret = "openmetadata-bot";

    public static JsonObject Namespace(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    public static JsonObject Secret(string name, string @namespace, IReadOnlyDictionary<string, string> data) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
        ["stringData"] = new JsonObject(data.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
    };

    /// <summary>An ingestion that settles: of these filters, or of the whole account.</summary>
    public static JsonObject Ingestion(string name, params IReadOnlyList<string> filters)
    {
        var ingestion = Of(name, Places.Namespace, Places.DbtCloud, Places.OpenMetadata);
        if (filters.Count > 0)
        {
            ingestion["spec"]!["filters"] = new JsonArray([.. filters.Select(Filter)]);
        }

        return ingestion;
    }

    /// <summary>Of another team: its own namespace, tokens and hosts.</summary>
    public static JsonObject Neighbour() => Of(Places.Neighbour, Places.NeighbourNamespace, Places.NeighbourDbtCloud, Places.NeighbourOpenMetadata);

    public static JsonObject Filter(string name) => name switch
    {
        "marts" => new() { ["name"] = name, ["projectId"] = DemoWorld.MartsProject, ["jobId"] = DemoWorld.MartsJob },
        _ => new() { ["name"] = name, ["projectId"] = DemoWorld.StagingProject },
    };

    /// <summary>A CronJob of somebody else; whoever names it after an ingestion's own stands in its way.</summary>
    public static JsonObject Stranger(string name) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "CronJob",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Places.Namespace, ["labels"] = new JsonObject { ["app"] = "stranger" } },
        ["spec"] = JsonNode.Parse(
            """
            {"schedule": "5 4 * * *", "jobTemplate": {"spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "backup", "image": "backup:1"}]}}}}}
            """),
    };

    private static JsonObject Of(string name, string @namespace, string dbtCloud, string openMetadata) => new()
    {
        ["apiVersion"] = "metadata-ingestion.io/v1alpha1",
        ["kind"] = "DbtCloudIngestion",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
        ["spec"] = new JsonObject
        {
            ["account"] = new JsonObject { ["id"] = "12345", ["url"] = dbtCloud, ["tokenSecretRef"] = new JsonObject { ["name"] = DbtSecret } },
            ["schedule"] = new JsonObject { ["cron"] = "H 3 * * *" },
            ["openMetadata"] = new JsonObject
            {
                ["url"] = openMetadata,
                ["tokenSecretRef"] = new JsonObject { ["name"] = BotSecret },
                ["databaseService"] = "production-snowflake",
            },
        },
    };
}
