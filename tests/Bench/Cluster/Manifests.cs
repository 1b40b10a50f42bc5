using System.Globalization;
using System.Text.Json.Nodes;
using Bench.Servers;
using Sandbox.OpenMetadata;

namespace Bench.Cluster;

/// <summary>The objects that the bench creates.</summary>
internal sealed class Manifests(string dbtCloud, string openMetadata, DateTimeOffset now)
{
    /// <summary>Marks the namespaces that the bench may delete.</summary>
    public const string Label = "bench.metadata-ingestion.io/world";

    // Twelve hours away, so that no run starts while something is measured.
    private readonly string cron = string.Create(CultureInfo.InvariantCulture, $"H {now.UtcDateTime.AddHours(12).Hour} * * *");

    public static JsonObject Namespace(int number) => Namespace(WorldShape.NamespaceName(number));

    public static JsonObject Namespace(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [Label] = "true" } },
    };

    public static IEnumerable<JsonObject> Secrets(int number) =>
    [
        Secret(number, WorldShape.DbtSecret, "token", WorldShape.Token(number)),
        Secret(number, WorldShape.BotSecret, "jwtToken", BotToken.For(WorldShape.BotName(number), expires: null)),
    ];

    public JsonObject Ingestion(int resource) => new()
    {
        ["apiVersion"] = "metadata-ingestion.io/v1alpha1",
        ["kind"] = "DbtCloudIngestion",
        ["metadata"] = new JsonObject { ["name"] = WorldShape.ResourceName(resource), ["namespace"] = NamespaceOf(resource) },
        ["spec"] = new JsonObject
        {
            ["account"] = new JsonObject
            {
                ["id"] = WorldShape.AccountId(resource % WorldShape.Namespaces),
                ["url"] = dbtCloud,
                ["tokenSecretRef"] = new JsonObject { ["name"] = WorldShape.DbtSecret },
            },
            ["filters"] = new JsonArray(new JsonObject { ["name"] = "marts", ["projectId"] = WorldShape.ProjectId(resource), ["jobId"] = WorldShape.JobId(resource) }),
            ["schedule"] = new JsonObject { ["cron"] = cron },
            ["openMetadata"] = new JsonObject
            {
                ["url"] = openMetadata,
                ["tokenSecretRef"] = new JsonObject { ["name"] = WorldShape.BotSecret },
                ["databaseService"] = WorldShape.DatabaseService,
            },
        },
    };

    /// <summary>One with many filters, of the first account at a dbt Cloud that is slow; the jobs are those of so many resources, in turn.</summary>
    public JsonObject Neighbour(int number, string slowDbtCloud, int resources)
    {
        var ingestion = Ingestion(0);
        ingestion["metadata"] = new JsonObject { ["name"] = WorldShape.ResourceName(number), ["namespace"] = WorldShape.Neighbour };
        ingestion["spec"]!["account"]!["url"] = slowDbtCloud;
        ingestion["spec"]!["filters"] = new JsonArray([.. Enumerable.Range(0, WorldShape.NeighbourFilters).Select(filter =>
        {
            var job = ((number * WorldShape.NeighbourFilters) + filter) * WorldShape.Namespaces % resources;
            return new JsonObject { ["name"] = $"filter-{filter}", ["projectId"] = WorldShape.ProjectId(job), ["jobId"] = WorldShape.JobId(job) };
        })]);
        return ingestion;
    }

    public static string NamespaceOf(int resource) => WorldShape.NamespaceName(resource % WorldShape.Namespaces);

    private static JsonObject Secret(int number, string name, string key, string value) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = WorldShape.NamespaceName(number) },
        ["stringData"] = new JsonObject { [key] = value },
    };
}
