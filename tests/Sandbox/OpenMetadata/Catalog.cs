using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>Everything the server holds: entities, lineage, results and the states of runs.</summary>
internal sealed class Catalog
{
    public Catalog(OpenMetadataWorld world)
    {
        foreach (var service in world.Services)
        {
            var reference = Services.Reference(Services.Put(FullName.Join(service.Name), EntityShapes.Service(service)).Entity);
            foreach (var table in service.Tables)
            {
                Tables.Put(table.FullName, EntityShapes.Table(table, service, reference));
            }
        }

        foreach (var name in world.Users)
        {
            Users.Put(name, new JsonObject { ["name"] = name, ["email"] = $"{name}@example.com", ["isBot"] = false });
        }

        foreach (var name in world.Teams)
        {
            Teams.Put(name, new JsonObject { ["name"] = name, ["teamType"] = "Group" });
        }

        Types.Put("table", new JsonObject { ["name"] = "table", ["category"] = "entity", ["customProperties"] = new JsonArray() });
    }

    /// <summary>Held while a call is answered, and by tests while they look.</summary>
    public Lock Gate { get; } = new();

    public Shelf Services { get; } = new("databaseService");

    public Shelf Tables { get; } = new("table");

    public Shelf Pipelines { get; } = new("ingestionPipeline");

    public Shelf Classifications { get; } = new("classification");

    public Shelf Tags { get; } = new("tag");

    public Shelf TestDefinitions { get; } = new("testDefinition");

    public Shelf TestSuites { get; } = new("testSuite");

    public Shelf TestCases { get; } = new("testCase");

    public Shelf Users { get; } = new("user");

    public Shelf Teams { get; } = new("team");

    public Shelf Types { get; } = new("type");

    public LineageGraph Lineage { get; } = new();

    /// <summary>The results of test cases, in the order in which they came.</summary>
    public IList<(string TestCase, JsonObject Result)> TestResults { get; } = [];

    /// <summary>The states of runs: pipeline, then run id.</summary>
    public RunStates Runs { get; } = new();

    /// <summary>How far runs said they were.</summary>
    public IList<(string Pipeline, string Run, JsonObject Progress)> Progress { get; } = [];
}
