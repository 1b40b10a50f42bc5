using System.Diagnostics;
using System.Text.Json.Nodes;
using Operator.OpenMetadata.Wire;
using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>Asks for an ingestion pipeline as it was set up in OpenMetadata.</summary>
internal sealed class PipelineQuestion(IOutboundCalls outbound)
{
    public async Task<OpenMetadataAnswer<PipelineSetup>> AskAsync(OpenMetadataServer server, AccessToken token, string pipelineFqn, CancellationToken cancellationToken)
    {
        var call = server.Call($"v1/services/ingestionPipelines/name/{Uri.EscapeDataString(pipelineFqn)}", token);
        return await outbound.AskAsync(call, (response, aborted) => OpenMetadataReply.ReadAsync(response, PipelineJson.Default.PipelineWire, SetupOf, aborted), cancellationToken) switch
        {
            OutboundAnswer<OpenMetadataAnswer<PipelineSetup>>.Received { Value: var answer } => answer,
            OutboundAnswer<OpenMetadataAnswer<PipelineSetup>>.Failed { Why: var why } => new OpenMetadataAnswer<PipelineSetup>.Failed(OpenMetadataFailure.From(why)),
            _ => throw new UnreachableException(),
        };
    }

    private static PipelineSetup? SetupOf(PipelineWire pipeline) => pipeline.Name is null ? null : new PipelineSetup
    {
        Name = pipeline.Name,
        Type = pipeline.PipelineType ?? "",
        Service = pipeline.Service?.Name ?? pipeline.Service?.FullyQualifiedName,
        Config = pipeline.SourceConfig?.Config ?? [],
        Airflow = pipeline.AirflowConfig ?? [],
        LogLevel = pipeline.LoggerLevel,
        RaisesOnError = pipeline.RaiseOnError ?? true,
        Enabled = pipeline.Enabled ?? true,
    };
}

/// <summary>An ingestion pipeline as somebody clicked it together. Its configuration may hold a token.</summary>
internal sealed record PipelineSetup
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>The database service that it belongs to.</summary>
    public required string? Service { get; init; }

    /// <summary>sourceConfig.config.</summary>
    public required JsonObject Config { get; init; }

    public required JsonObject Airflow { get; init; }

    public string? LogLevel { get; init; }

    public bool RaisesOnError { get; init; }

    public bool Enabled { get; init; }

    public override string ToString() => $"pipeline {Name}";
}
