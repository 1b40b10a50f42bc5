using System.Text.Json.Nodes;
using Sandbox.OpenMetadata;

namespace Sandbox.Ingestion;

/// <summary>Writes dbt's tags as tags of a classification, and later finds their labels.</summary>
internal sealed class TagStep(RunContext run, NodeFilters filters)
{
    private readonly Dictionary<string, JsonObject?> labels = [];

    public async Task WriteAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        foreach (var tag in manifest.Sources.Concat(manifest.Models).SelectMany(Tags).Distinct())
        {
            run.Source.Records++;
            await WriteAsync(tag, cancellationToken);
        }
    }

    public async Task<JsonArray> LabelsAsync(DbtNode node, CancellationToken cancellationToken)
    {
        var found = new JsonArray();
        foreach (var tag in Tags(node))
        {
            if (!labels.TryGetValue(tag, out var label))
            {
                labels[tag] = label = await LabelAsync(tag, cancellationToken);
            }

            if (label is not null)
            {
                found.Add(label.DeepClone());
            }
        }

        return found;
    }

    private IEnumerable<string> Tags(DbtNode node) => run.Workflow.IncludesTags ? node.Tags.Where(filters.PassesTag) : [];

    private async Task WriteAsync(string tag, CancellationToken cancellationToken)
    {
        var written = await run.Server.CallAsync("PUT", "/v1/classifications", new JsonObject
        {
            ["name"] = run.Workflow.Classification,
            ["description"] = "dbt classification",
        }, cancellationToken);
        if (written.Entity is not null)
        {
            written = await run.Server.CallAsync("PUT", "/v1/tags", new JsonObject
            {
                ["classification"] = run.Workflow.Classification,
                ["name"] = tag,
                ["description"] = "dbt Tags",
            }, cancellationToken);
        }

        if (written.Entity is null)
        {
            run.FailSink("OMetaTagAndClassification", $"Failed to ingest OMetaTagAndClassification [{run.Workflow.Classification}] due to api request failure: {written.Message}");
            return;
        }

        run.Sink.Records++;
    }

    private async Task<JsonObject?> LabelAsync(string tag, CancellationToken cancellationToken)
    {
        var name = FullName.Join(run.Workflow.Classification, tag);
        var found = await run.Server.GetAsync($"/v1/tags/name/{Uri.EscapeDataString(name)}", cancellationToken);
        if (found.Status == 404)
        {
            run.Warn(run.Log.Places.Tags, $"Tag does not exist: {name}");
        }
        else if (found.Entity is null)
        {
            run.Log.Error("Ingestion", run.Log.Places.TagTrouble, $"Error processing tag label: {found.Message}");
        }

        return found.Entity is null
            ? null
            : new JsonObject { ["tagFQN"] = name, ["labelType"] = "Automated", ["state"] = "Suggested", ["source"] = "Classification" };
    }
}
