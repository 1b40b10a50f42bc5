using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Freshness of sources, where a sources.json was brought: only version 2 sends it as the result of a test.</summary>
internal sealed class FreshnessStep(RunContext run, TableLookup tables)
{
    private const string Quality = "/v1/dataQuality";
    private const string Definition = "freshness";

    public async Task WriteAsync(Manifest manifest, DbtFiles files, CancellationToken cancellationToken)
    {
        foreach (var result in files.Sources?["results"] as JsonArray ?? [])
        {
            if (manifest.Find(result!["unique_id"]!.GetValue<string>()) is { } source)
            {
                await WriteAsync(source, result.AsObject(), cancellationToken);
            }
        }
    }

    private async Task WriteAsync(DbtNode source, JsonObject result, CancellationToken cancellationToken)
    {
        var known = await run.Server.GetAsync($"{Quality}/testDefinitions/name/{Definition}", cancellationToken);
        if (known.Entity is null)
        {
            await run.Server.CallAsync("PUT", Quality + "/testDefinitions", new JsonObject
            {
                ["name"] = Definition,
                ["entityType"] = "TABLE",
                ["testPlatforms"] = new JsonArray("dbt"),
            }, cancellationToken);
        }

        if (run.Family == Family.Two && await tables.ExpectAsync(run.TableName(source), cancellationToken) is not null)
        {
            await SendAsync(run.TableName(source), result, cancellationToken);
        }
    }

    private async Task SendAsync(string table, JsonObject result, CancellationToken cancellationToken)
    {
        var name = $"{table}.{Definition}";
        if ((await run.Server.GetAsync($"{Quality}/testCases/name/{Uri.EscapeDataString(name)}", cancellationToken)).Entity is null)
        {
            await run.Server.CallAsync("PUT", Quality + "/testCases", new JsonObject
            {
                ["name"] = Definition,
                ["testDefinition"] = Definition,
                ["entityLink"] = $"<#E::table::{table}>",
            }, cancellationToken);
        }

        await run.Server.CallAsync("POST", $"{Quality}/testCases/testCaseResults/{Uri.EscapeDataString(name)}", TestResults.Body(result), cancellationToken);
    }
}
