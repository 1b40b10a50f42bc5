using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>The questions this operator asks of OpenMetadata.</summary>
internal interface IOpenMetadata
{
    /// <summary>The server's version; it tells everybody.</summary>
    Task<OpenMetadataAnswer<OpenMetadataVersion>> VersionAsync(OpenMetadataServer server, CancellationToken cancellationToken);

    /// <summary>What the ingestion itself reported about one run; Missing while it has reported nothing.</summary>
    Task<OpenMetadataAnswer<PipelineRun>> RunStatusAsync(
        OpenMetadataServer server, AccessToken bot, string pipelineFqn, string runId, CancellationToken cancellationToken);
}
