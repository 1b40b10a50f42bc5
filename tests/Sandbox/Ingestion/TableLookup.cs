using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Finds tables through the search index, twice each, and remembers what was found and what was not.</summary>
internal sealed class TableLookup(RunContext run)
{
    private readonly Dictionary<string, JsonObject?> known = [];

    public async Task<JsonObject?> FindAsync(string fullName, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(fullName, out var table))
        {
            return table;
        }

        var first = await SearchAsync(fullName, "", cancellationToken);
        var second = await SearchAsync(fullName, "?fields=sourceHash", cancellationToken);
        if (first.IsAnswered && second.IsAnswered)
        {
            known[fullName] = second.Table;
        }

        return second.Table;
    }

    /// <summary>Says so where a table is missing; the run goes on and counts as a success.</summary>
    public async Task<JsonObject?> ExpectAsync(string fullName, CancellationToken cancellationToken)
    {
        var table = await FindAsync(fullName, cancellationToken);
        if (table is null)
        {
            run.Warn(run.Log.Places.Table, $"Unable to find the table '{fullName}' in OpenMetadata. Please check if the table exists and is ingested in OpenMetadata. Also, ensure the name, database, and schema of the manifest nodematch the table present in OpenMetadata.");
        }

        return table;
    }

    private async Task<(bool IsAnswered, JsonObject? Table)> SearchAsync(string fullName, string fields, CancellationToken cancellationToken)
    {
        var query = $"/search/fieldQuery?fieldName=fullyQualifiedName&fieldValue={Uri.EscapeDataString(fullName)}&from=0&size=10&index=table_search_index&deleted=false";
        var answer = await run.Server.GetAsync("/v1" + query, cancellationToken);
        if (answer.Body?["hits"]?["hits"] is not JsonArray hits)
        {
            run.Log.Warning("OMetaAPI", run.Log.Places.Search, $"Elasticsearch search failed for query [{query}]: {answer.Message}");
            return (false, null);
        }

        return hits.FirstOrDefault()?["_source"]?["fullyQualifiedName"]?.GetValue<string>() is { } found
            ? (true, (await run.Server.GetAsync($"/v1/tables/name/{Uri.EscapeDataString(found)}{fields}", cancellationToken)).Entity)
            : (true, null);
    }
}
