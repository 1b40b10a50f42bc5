using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Operator.OpenMetadata.Wire;
using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>Speaks version 1 of OpenMetadata's REST API.</summary>
internal sealed class OpenMetadataClient(IOutboundCalls outbound) : IOpenMetadata
{
    private const string Services = "v1/services";
    private const string Pipelines = $"{Services}/ingestionPipelines";

    /// <summary>409: there is an entity of that name.</summary>
    private const int Exists = 409;

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
            server, bot, $"{Pipelines}?service={Escaped(FullName.Part(service))}&pipelineType=dbt&{Page(after)}",
            OpenMetadataWire.Default.IngestionPipelines, list => Translation.PageOf(list, Translation.PipelineOf), cancellationToken));

    public Task<OpenMetadataAnswer<PipelineRun>> RunStatusAsync(
        OpenMetadataServer server, AccessToken bot, string pipelineFqn, string runId, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot, $"{Pipelines}/{Escaped(pipelineFqn)}/pipelineStatus/{Escaped(runId)}",
            OpenMetadataWire.Default.PipelineStatusWire, Translation.RunOf, cancellationToken);

    public Task<OpenMetadataAnswer<DbtPipeline>> PipelineAsync(OpenMetadataServer server, AccessToken bot, string pipelineFqn, CancellationToken cancellationToken) =>
        AskAsync(server, bot, $"{Pipelines}/name/{Escaped(pipelineFqn)}", OpenMetadataWire.Default.IngestionPipelineWire, Translation.PipelineOf, cancellationToken);

    public async Task<OpenMetadataAnswer<Written>> CreateAsync(OpenMetadataServer server, AccessToken bot, NewPipeline pipeline, CancellationToken cancellationToken) =>
        await WriteAsync(server, bot, Pipelines, Writing.Create(NewPipelineWire.Of(pipeline), WrittenJson.Default.NewPipelineWire), cancellationToken) is var answer
            && answer is OpenMetadataAnswer<Written>.Failed { Why: OpenMetadataFailure.Unexpected { What: UnexpectedReply.Status, Status: Exists } }
                ? new OpenMetadataAnswer<Written>.Found(Written.Down)
                : answer;

    public Task<OpenMetadataAnswer<Written>> EndAsync(OpenMetadataServer server, AccessToken bot, string pipelineFqn, RunEnd end, CancellationToken cancellationToken) =>
        WriteAsync(server, bot, $"{Pipelines}/{Escaped(pipelineFqn)}/pipelineStatus", Writing.Put(RunEndWire.Of(end), WrittenJson.Default.RunEndWire), cancellationToken);

    private Task<OpenMetadataAnswer<T>> AskAsync<TWire, T>(
        OpenMetadataServer server, AccessToken? bot, string path, JsonTypeInfo<TWire> type, Func<TWire, T?> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class =>
        CallAsync(server.Call(path, bot), (response, aborted) => OpenMetadataReply.ReadAsync(response, type, translate, aborted), cancellationToken);

    private Task<OpenMetadataAnswer<Written>> WriteAsync(OpenMetadataServer server, AccessToken bot, string path, Writing writing, CancellationToken cancellationToken) =>
        CallAsync(server.Call(path, bot) with { Writes = writing }, OpenMetadataReply.ReadWrittenAsync, cancellationToken);

    private async Task<OpenMetadataAnswer<T>> CallAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<OpenMetadataAnswer<T>>> read, CancellationToken cancellationToken) =>
        await outbound.AskAsync(call, read, cancellationToken) switch
        {
            OutboundAnswer<OpenMetadataAnswer<T>>.Received { Value: var answer } => answer,
            OutboundAnswer<OpenMetadataAnswer<T>>.Failed { Why: var why } => new OpenMetadataAnswer<T>.Failed(OpenMetadataFailure.From(why)),
            _ => throw new UnreachableException(),
        };

    private static string Page(string? after) => $"limit={Cursors.PageSize}" + (after is null ? "" : $"&after={Escaped(after)}");

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
