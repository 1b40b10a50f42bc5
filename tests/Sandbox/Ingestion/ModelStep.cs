using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>A node whose table exists, with the tables it is built from.</summary>
internal sealed record FoundNode(DbtNode Node, string FullName, JsonObject Table, IReadOnlyList<(string FullName, JsonObject? Table)> Upstream, JsonObject? Owner)
{
    public string Id => Table["id"]!.GetValue<string>();
}

/// <summary>Looks up each node's table and writes its dbt model.</summary>
internal sealed class ModelStep(RunContext run, TableLookup tables, TagStep tags, OwnerStep owners, NodeFilters filters)
{
    public async Task<IReadOnlyList<FoundNode>> WriteAsync(Manifest manifest, DbtFiles files, CancellationToken cancellationToken)
    {
        List<FoundNode> found = [];
        foreach (var node in manifest.Sources.Concat(manifest.Models))
        {
            if (!filters.Passes(node))
            {
                run.Source.Filtered++;
            }
            else if (await FindAsync(node, manifest, files, cancellationToken) is { } model)
            {
                found.Add(model);
            }
        }

        return found;
    }

    private async Task<FoundNode?> FindAsync(DbtNode node, Manifest manifest, DbtFiles files, CancellationToken cancellationToken)
    {
        var labels = await tags.LabelsAsync(node, cancellationToken);
        var name = run.TableName(node);
        if (await tables.ExpectAsync(name, cancellationToken) is not { } table)
        {
            return null;
        }

        List<(string FullName, JsonObject? Table)> upstream = [];
        foreach (var parent in node.DependsOn.Select(manifest.Find).OfType<DbtNode>())
        {
            var parentName = run.TableName(parent);
            upstream.Add((parentName, await tables.FindAsync(parentName, cancellationToken)));
        }

        var owner = await owners.FindAsync(node, cancellationToken);
        var model = new FoundNode(node, name, table, upstream, owner);
        run.Source.Records++;
        await run.Server.CallAsync("PUT", $"/v1/tables/{model.Id}/dataModel", DataModel(model, labels, files.Catalog), cancellationToken);
        return model;
    }

    private static JsonObject DataModel(FoundNode model, JsonArray labels, JsonObject? catalog)
    {
        var node = model.Node;
        var body = new JsonObject { ["modelType"] = "DBT", ["resourceType"] = node.Kind, ["dbtSourceProject"] = Workflow.Text(node.Json, "package_name") };
        if (node.Description.Length > 0)
        {
            body["description"] = node.Description;
        }

        body["path"] = Workflow.Text(node.Json, "original_file_path");
        if (node.CompiledSql is { } sql)
        {
            body["rawSql"] = Workflow.Text(node.Json, "raw_code");
            body["sql"] = sql;
        }

        body["upstream"] = new JsonArray([.. model.Upstream.Where(parent => parent.Table is not null).Select(parent => (JsonNode)parent.FullName)]);
        body["tags"] = labels;
        body["columns"] = new JsonArray([.. node.Columns.Select(column => Column(column.Key, column.Value!, catalog?["nodes"]?[node.UniqueId]?["columns"]?[column.Key]))]);
        return body;
    }

    /// <summary>Types and order come from the catalog; without it the type is unknown.</summary>
    private static JsonObject Column(string name, JsonNode column, JsonNode? known)
    {
        var body = new JsonObject
        {
            ["name"] = name,
            ["dataType"] = known?["type"]?.GetValue<string>() switch
            {
                null => "UNKNOWN",
                "INTEGER" => "INT",
                var type => type,
            },
            ["dataLength"] = 1,
            ["description"] = column["description"]?.GetValue<string>() ?? "",
            ["tags"] = new JsonArray(),
        };
        if (known?["index"] is { } index)
        {
            body["ordinalPosition"] = index.GetValue<int>();
        }

        return body;
    }
}
