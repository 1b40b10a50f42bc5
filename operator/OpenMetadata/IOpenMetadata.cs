using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>The questions this operator asks of OpenMetadata.</summary>
internal interface IOpenMetadata
{
    /// <summary>The server's version; it tells everybody.</summary>
    Task<OpenMetadataAnswer<OpenMetadataVersion>> VersionAsync(OpenMetadataServer server, CancellationToken cancellationToken);

    /// <summary>A database service by its name; Missing where there is none, or where it was deleted.</summary>
    Task<OpenMetadataAnswer<DatabaseService>> DatabaseServiceAsync(OpenMetadataServer server, AccessToken bot, string name, CancellationToken cancellationToken);

    /// <summary>The database services that exist; of very many only the first.</summary>
    Task<OpenMetadataAnswer<FirstOf<DatabaseService>>> DatabaseServicesAsync(OpenMetadataServer server, AccessToken bot, CancellationToken cancellationToken);

    /// <summary>One table of a database service, whichever.</summary>
    Task<OpenMetadataAnswer<FirstOf<SomeTable>>> AnyTableAsync(OpenMetadataServer server, AccessToken bot, string service, CancellationToken cancellationToken);

    /// <summary>The dbt pipelines of a database service, whoever made them; of very many only the first.</summary>
    Task<OpenMetadataAnswer<FirstOf<DbtPipeline>>> DbtPipelinesAsync(OpenMetadataServer server, AccessToken bot, string service, CancellationToken cancellationToken);

    /// <summary>What the ingestion itself reported about one run; Missing while it has reported nothing.</summary>
    Task<OpenMetadataAnswer<PipelineRun>> RunStatusAsync(
        OpenMetadataServer server, AccessToken bot, string pipelineFqn, string runId, CancellationToken cancellationToken);
}
