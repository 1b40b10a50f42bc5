using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Writes the descriptions of a table and its columns, and its owner; fills gaps only, unless told to overwrite.</summary>
internal sealed class DescriptionStep(RunContext run)
{
    public async Task WriteAsync(FoundNode model, CancellationToken cancellationToken)
    {
        run.Source.Records += model.Node.Kind == "source" ? 0 : 1;
        var says = model.Node.Description.Length > 0;
        if (!says && run.Family != Family.OneTwelve)
        {
            return;
        }

        var table = (await ReadAsync(model, cancellationToken)) ?? model.Table;
        if (says)
        {
            await PatchAsync(model, OfTable(model, table), cancellationToken);
            var columns = (await ReadAsync(model, cancellationToken)) ?? model.Table;
            await PatchAsync(model, OfColumns(model, columns), cancellationToken);
        }
    }

    private async Task<JsonObject?> ReadAsync(FoundNode model, CancellationToken cancellationToken) =>
        (await run.Server.GetAsync($"/v1/tables/{model.Id}", cancellationToken)).Entity;

    private async Task PatchAsync(FoundNode model, JsonObject[] operations, CancellationToken cancellationToken)
    {
        if (operations.Length > 0)
        {
            await run.Server.CallAsync("PATCH", $"/v1/tables/{model.Id}", new JsonArray([.. operations]), cancellationToken);
        }
    }

    private JsonObject[] OfTable(FoundNode model, JsonObject table)
    {
        List<JsonObject> operations = [];
        if (Wants(table, model.Node.Description))
        {
            operations.Add(Add("/description", model.Node.Description));
        }

        if (model.Owner is { } owner)
        {
            operations.Add(Add("/owners", new JsonArray(owner.DeepClone())));
        }

        return [.. operations];
    }

    private JsonObject[] OfColumns(FoundNode model, JsonObject table) =>
    [
        .. table["columns"]!.AsArray().Select((column, index) => (Column: (JsonObject)column!, index))
            .Where(entry => model.Node.Columns.ContainsKey(Workflow.Text(entry.Column, "name")!))
            .Select(entry => (entry.Column, entry.index, Text: model.Node.Columns[Workflow.Text(entry.Column, "name")!]!["description"]?.GetValue<string>() ?? ""))
            .Where(entry => Wants(entry.Column, entry.Text))
            .Select(entry => Add($"/columns/{entry.index}/description", entry.Text)),
    ];

    private bool Wants(JsonObject described, string text)
    {
        var before = Workflow.Text(described, "description");
        return before != text && (run.Workflow.UpdatesDescriptions || string.IsNullOrEmpty(before));
    }

    private static JsonObject Add(string path, JsonNode value) => new() { ["op"] = "add", ["path"] = path, ["value"] = value };
}
