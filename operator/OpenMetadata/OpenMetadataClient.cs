using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Operator.OpenMetadata.Wire;
using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>Speaks version 1 of OpenMetadata's REST API.</summary>
internal sealed class OpenMetadataClient(IOutboundCalls outbound) : IOpenMetadata
{
    private const string Services = "v1/services";

    public Task<OpenMetadataAnswer<OpenMetadataVersion>> VersionAsync(OpenMetadataServer server, CancellationToken cancellationToken) =>
        AskAsync(server, null, "v1/system/version", OpenMetadataWire.Default.VersionWire, Translation.VersionOf, cancellationToken);

    public Task<OpenMetadataAnswer<DatabaseService>> DatabaseServiceAsync(OpenMetadataServer server, AccessToken bot, string name, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot, $"{Services}/databaseServices/name/{Escaped(FullName.Part(name))}", OpenMetadataWire.Default.DatabaseServiceWire, Translation.ServiceOf, cancellationToken);

    public Task<OpenMetadataAnswer<FirstOf<DatabaseService>>> DatabaseServicesAsync(OpenMetadataServer server, AccessToken bot, CancellationToken cancellationToken) =>
        Cursors.FollowAsync(after => AskAsync(
            server, bot, $"{Services}/databaseServices?{Page(after)}", OpenMetadataWire.Default.DatabaseServices, list => Translation.PageOf(list, Translation.ServiceOf), cancellationToken));

    // The filter that is called database takes the beginning of a full name, so a service's is as good.
    public Task<OpenMetadataAnswer<FirstOf<SomeTable>>> AnyTableAsync(OpenMetadataServer server, AccessToken bot, string service, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot, $"v1/tables?database={Escaped(FullName.Part(service))}&limit=1", OpenMetadataWire.Default.Tables, Translation.TablesOf, cancellationToken);

    public Task<OpenMetadataAnswer<FirstOf<DbtPipeline>>> DbtPipelinesAsync(OpenMetadataServer server, AccessToken bot, string service, CancellationToken cancellationToken) =>
        Cursors.FollowAsync(after => AskAsync(
            server, bot, $"{Services}/ingestionPipelines?service={Escaped(FullName.Part(service))}&pipelineType=dbt&{Page(after)}",
            OpenMetadataWire.Default.IngestionPipelines, list => Translation.PageOf(list, Translation.PipelineOf), cancellationToken));

    public Task<OpenMetadataAnswer<PipelineRun>> RunStatusAsync(
        OpenMetadataServer server, AccessToken bot, string pipelineFqn, string runId, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot, $"{Services}/ingestionPipelines/{Escaped(pipelineFqn)}/pipelineStatus/{Escaped(runId)}",
            OpenMetadataWire.Default.PipelineStatusWire, Translation.RunOf, cancellationToken);

    private async Task<OpenMetadataAnswer<T>> AskAsync<TWire, T>(
        OpenMetadataServer server, AccessToken? bot, string path, JsonTypeInfo<TWire> type, Func<TWire, T?> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class
    {
        var call = new OutboundCall(server.Resource(path)) { Token = bot, Destination = Destination.NearOrFar, Trust = server.Trust };
        return await outbound.AskAsync(call, (response, aborted) => OpenMetadataReply.ReadAsync(response, type, translate, aborted), cancellationToken) switch
        {
            OutboundAnswer<OpenMetadataAnswer<T>>.Received { Value: var answer } => answer,
            OutboundAnswer<OpenMetadataAnswer<T>>.Failed { Why: var why } => new OpenMetadataAnswer<T>.Failed(OpenMetadataFailure.From(why)),
            _ => throw new UnreachableException(),
        };
    }

    private static string Page(string? after) => $"limit={Cursors.PageSize}" + (after is null ? "" : $"&after={Escaped(after)}");

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
