using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Writes definitions, cases and results of dbt's tests; without run results there are none of them.</summary>
internal sealed class TestStep(RunContext run, TableLookup tables, NodeFilters filters)
{
    private const string Quality = "/v1/dataQuality";

    public async Task WriteAsync(Manifest manifest, DbtFiles files, CancellationToken cancellationToken)
    {
        if (files.RunResults.Count == 0)
        {
            return;
        }

        var results = TestResults.Of(files.RunResults, run.Family);
        List<(DbtNode Test, IReadOnlyList<string> On)> tests = [];
        foreach (var test in manifest.Tests.Where(test => Parents(test, manifest).All(filters.Passes)))
        {
            tests.Add((test, await TablesOfAsync(test, manifest, cancellationToken)));
        }

        foreach (var (test, on) in tests)
        {
            await WriteAsync(test, Attached(test, manifest), on, results.GetValueOrDefault(test.UniqueId), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> TablesOfAsync(DbtNode test, Manifest manifest, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach (var name in Parents(test, manifest).Select(run.TableName))
        {
            found.AddRange(await tables.ExpectAsync(name, cancellationToken) is null ? [] : [name]);
        }

        return found;
    }

    private async Task WriteAsync(DbtNode test, string? attached, IReadOnlyList<string> on, JsonObject? result, CancellationToken cancellationToken)
    {
        if (await DefineAsync(test, cancellationToken) is { } refusal)
        {
            run.FailSource(test.Name, $"Failed to parse the node to capture tests {refusal}");
            return;
        }

        run.Source.Records++;
        run.Sink.Records += 2;
        var table = attached ?? (on.Count > 0 ? on[^1] : null);
        if (table is not null && on.Contains(table))
        {
            await WriteCaseAsync(test, table, cancellationToken);
        }

        await SendAsync(test, result, run.Family == Family.Two ? on.Where(name => name == table) : on, cancellationToken);
    }

    private string? Attached(DbtNode test, Manifest manifest) =>
        manifest.Find(Workflow.Text(test.Json, "attached_node") ?? "") is { } node ? run.TableName(node) : null;

    private static IEnumerable<DbtNode> Parents(DbtNode test, Manifest manifest) => test.DependsOn.Select(manifest.Find).OfType<DbtNode>();

    /// <summary>Null when the definition is there by now. Version 2 has one for each kind of test, those before one for each test.</summary>
    private async Task<string?> DefineAsync(DbtNode test, CancellationToken cancellationToken)
    {
        var name = run.Family == Family.Two ? Kind(test) : test.Name;
        var known = await run.Server.GetAsync($"{Quality}/testDefinitions/name/{Uri.EscapeDataString(name)}", cancellationToken);
        if (known.Status != 404)
        {
            return known.Entity is null ? known.Message : null;
        }

        await run.Server.CallAsync("PUT", Quality + "/testDefinitions", Described(new JsonObject
        {
            ["name"] = name,
            ["entityType"] = Column(test) is null ? "TABLE" : "COLUMN",
            ["testPlatforms"] = new JsonArray("dbt"),
            ["parameterDefinition"] = new JsonArray(new JsonObject { ["name"] = Kind(test), ["displayName"] = Kind(test), ["required"] = false }),
        }), cancellationToken);
        return null;
    }

    private async Task WriteCaseAsync(DbtNode test, string table, CancellationToken cancellationToken)
    {
        var known = await run.Server.GetAsync($"{Quality}/testCases/name/{Uri.EscapeDataString(CaseName(test, table))}?fields={Uri.EscapeDataString("testDefinition,testSuite")}", cancellationToken);
        if (known.Entity is null)
        {
            await run.Server.CallAsync("PUT", Quality + "/testCases", Described(new JsonObject
            {
                ["name"] = test.Name,
                ["testDefinition"] = run.Family == Family.Two ? Kind(test) : test.Name,
                ["entityLink"] = Column(test) is { } column ? $"<#E::table::{table}::columns::{column}>" : $"<#E::table::{table}>",
                ["parameterValues"] = new JsonArray(new JsonObject { ["name"] = Kind(test), ["value"] = "" }),
            }), cancellationToken);
        }
    }

    private async Task SendAsync(DbtNode test, JsonObject? result, IEnumerable<string> on, CancellationToken cancellationToken)
    {
        foreach (var table in result is null ? [] : on)
        {
            await run.Server.CallAsync("POST", $"{Quality}/testCases/testCaseResults/{Uri.EscapeDataString(CaseName(test, table))}", TestResults.Body(result!), cancellationToken);
        }
    }

    private JsonObject Described(JsonObject body)
    {
        if (run.Family != Family.Two)
        {
            body["description"] = "";
        }

        return body;
    }

    private static string CaseName(DbtNode test, string table) =>
        Column(test) is { } column ? $"{table}.{column}.{test.Name}" : $"{table}.{test.Name}";

    private static string Kind(DbtNode test) => test.Json["test_metadata"]?["name"]?.GetValue<string>() ?? test.Name;

    private static string? Column(DbtNode test) => Workflow.Text(test.Json, "column_name");
}
