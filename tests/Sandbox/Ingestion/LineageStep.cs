using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Writes lineage twice: from the manifest's dependencies, then column by column from the compiled SQL.</summary>
internal sealed class LineageStep(RunContext run)
{
    private bool serviceWasSeen;

    public async Task WriteAsync(FoundNode model, CancellationToken cancellationToken)
    {
        var edges = model.Upstream.Where(parent => parent.Table is not null).Select(parent => (parent.FullName, parent.Table!)).ToArray();
        var written = new List<(string FullName, JsonObject Table)>();
        run.Source.Records += edges.Length;
        foreach (var parent in edges)
        {
            if (await WriteEdgeAsync(model, parent.Item2, parent == edges[0], cancellationToken))
            {
                written.Add(parent);
            }
        }

        run.Source.Records += edges.Length;
        foreach (var parent in written)
        {
            await SeeServiceAsync(cancellationToken);
            await WriteColumnsAsync(model, parent.FullName, parent.Table, cancellationToken);
        }
    }

    private async Task<bool> WriteEdgeAsync(FoundNode model, JsonObject parent, bool isFirst, CancellationToken cancellationToken)
    {
        var from = parent["id"]!.GetValue<string>();
        if (run.Workflow.OverridesLineage && !await ClearAsync(model, isFirst, cancellationToken))
        {
            run.FailSink("AddLineageRequest", $"Failed to ingest override_lineage=True lineage_request=AddLineageRequest(edge=EntitiesEdge(fromEntity=EntityReference(id=Uuid(root=UUID('{from}')), type='table')))");
            return false;
        }

        if (!run.Workflow.OverridesLineage)
        {
            await run.Server.GetAsync($"/v1/lineage/getLineageEdge/{from}/{model.Id}", cancellationToken);
        }

        await run.Server.CallAsync("PUT", "/v1/lineage", new JsonObject
        {
            ["edge"] = new JsonObject
            {
                ["fromEntity"] = new JsonObject { ["id"] = from, ["type"] = "table" },
                ["toEntity"] = new JsonObject { ["id"] = model.Id, ["type"] = "table" },
                ["lineageDetails"] = new JsonObject { ["sqlQuery"] = model.Node.CompiledSql, ["source"] = "DbtLineage" },
            },
        }, cancellationToken);
        await LookAroundAsync(from, cancellationToken);
        return true;
    }

    /// <summary>Versions 1 clear before every edge and give up on the edge when that fails; version 2 clears once and only says so.</summary>
    private async Task<bool> ClearAsync(FoundNode model, bool isFirst, CancellationToken cancellationToken)
    {
        if (run.Family != Family.Two)
        {
            return (await run.Server.CallAsync("DELETE", $"/v1/lineage/table/{model.Id}/type/DbtLineage", null, cancellationToken)).IsGood;
        }

        if (isFirst && await run.Server.CallAsync("DELETE", $"/v1/lineage/table/name/{Uri.EscapeDataString(model.FullName)}/type/DbtLineage", null, cancellationToken) is { IsGood: false } refused)
        {
            run.Log.Error("OMetaAPI", run.Log.Places.LineageDelete, $"Error {refused.Status} trying to DELETE linage for {model.FullName} of type DbtLineage");
        }

        return true;
    }

    private async Task WriteColumnsAsync(FoundNode model, string parentName, JsonObject parent, CancellationToken cancellationToken)
    {
        var from = parent["id"]!.GetValue<string>();
        var columns = Columns(parent, model.Table);
        if (run.Family == Family.Two)
        {
            var names = $"table/name/{Uri.EscapeDataString(parentName)}/table/name/{Uri.EscapeDataString(model.FullName)}";
            await run.Server.GetAsync($"/v1/lineage/getLineageEdge/{names}", cancellationToken);
            await run.Server.CallAsync("PUT", $"/v1/lineage/{names}", new JsonObject
            {
                ["sqlQuery"] = model.Node.CompiledSql,
                ["columnsLineage"] = new JsonArray([.. columns]),
                ["source"] = "DbtLineage",
            }, cancellationToken);
            return;
        }

        await run.Server.CallAsync("PATCH", $"/v1/lineage/table/{from}/table/{model.Id}", new JsonArray(
            [.. columns.Select((column, index) => new JsonObject { ["op"] = "add", ["path"] = $"/columnsLineage/{index}", ["value"] = column })]), cancellationToken);
        await LookAroundAsync(from, cancellationToken);
    }

    private async Task LookAroundAsync(string id, CancellationToken cancellationToken)
    {
        if (run.Family != Family.Two)
        {
            await run.Server.GetAsync($"/v1/lineage/table/{id}?upstreamDepth=1&downstreamDepth=1", cancellationToken);
        }
    }

    private async Task SeeServiceAsync(CancellationToken cancellationToken)
    {
        if (!serviceWasSeen)
        {
            serviceWasSeen = true;
            var name = Uri.EscapeDataString(run.Workflow.Service);
            await run.Server.GetAsync($"/v1/search/fieldQuery?fieldName=fullyQualifiedName&fieldValue={name}&from=0&size=10&index=database_service_search_index&deleted=false", cancellationToken);
            await run.Server.GetAsync($"/v1/services/databaseServices/name/{name}", cancellationToken);
        }
    }

    /// <summary>Columns of the same name; the real package parses the SQL and finds renamed ones as well.</summary>
    private static IReadOnlyList<JsonObject> Columns(JsonObject from, JsonObject to)
    {
        var targets = to["columns"]!.AsArray().ToDictionary(column => column!["name"]!.GetValue<string>());
        return
        [
            .. from["columns"]!.AsArray().Where(column => targets.ContainsKey(column!["name"]!.GetValue<string>())).Select(column => new JsonObject
            {
                ["fromColumns"] = new JsonArray(column!["fullyQualifiedName"]!.GetValue<string>()),
                ["toColumn"] = targets[column["name"]!.GetValue<string>()]!["fullyQualifiedName"]!.GetValue<string>(),
            }),
        ];
    }
}
