using System.Text.Json.Nodes;
using Sandbox.OpenMetadata;

namespace Operator.ApiTests.Outside;

/// <summary>The ingestion pipeline as somebody created it before, with a placeholder where the token would be.</summary>
internal static class RecordedPipeline
{
    public static void CreateIn(Catalog catalog)
    {
        lock (catalog.Gate)
        {
            catalog.Pipelines.Put(RecordedWorld.Pipeline, new JsonObject
            {
                ["name"] = RecordedWorld.PipelineName,
                ["pipelineType"] = "dbt",
                ["sourceConfig"] = new JsonObject { ["config"] = new JsonObject { ["type"] = "DBT" } },
                ["airflowConfig"] = new JsonObject(),
                ["service"] = catalog.Services.Reference(catalog.Services.Named(RecordedWorld.Service)!),
            });
        }
    }
}
