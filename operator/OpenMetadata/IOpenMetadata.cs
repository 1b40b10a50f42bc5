using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>The questions that this operator asks of OpenMetadata, and the two things that it writes there.</summary>
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

    /// <summary>A pipeline by its full name, whatever its type and whoever made it.</summary>
    Task<OpenMetadataAnswer<DbtPipeline>> PipelineAsync(OpenMetadataServer server, AccessToken bot, string pipelineFqn, CancellationToken cancellationToken);

    /// <summary>Makes a pipeline known; one of that name that exists stays as it is, and is as good.</summary>
    Task<OpenMetadataAnswer<Written>> CreateAsync(OpenMetadataServer server, AccessToken bot, NewPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Writes how a run ended, over whatever was written of it before; Missing where there is no such pipeline.</summary>
    Task<OpenMetadataAnswer<Written>> EndAsync(OpenMetadataServer server, AccessToken bot, string pipelineFqn, RunEnd end, CancellationToken cancellationToken);

    /// <summary>What the ingestion itself reported about one run; Missing while it has reported nothing.</summary>
    Task<OpenMetadataAnswer<PipelineRun>> RunStatusAsync(
        OpenMetadataServer server, AccessToken bot, string pipelineFqn, string runId, CancellationToken cancellationToken);
}
