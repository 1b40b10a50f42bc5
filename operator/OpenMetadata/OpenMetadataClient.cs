using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Operator.OpenMetadata.Wire;
using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>Speaks version 1 of OpenMetadata's REST API.</summary>
internal sealed class OpenMetadataClient(IOutboundCalls outbound) : IOpenMetadata
{
    public Task<OpenMetadataAnswer<OpenMetadataVersion>> VersionAsync(OpenMetadataServer server, CancellationToken cancellationToken) =>
        AskAsync(server, null, "v1/system/version", OpenMetadataWire.Default.VersionWire, VersionOf, cancellationToken);

    public Task<OpenMetadataAnswer<PipelineRun>> RunStatusAsync(
        OpenMetadataServer server, AccessToken bot, string pipelineFqn, string runId, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot, $"v1/services/ingestionPipelines/{Uri.EscapeDataString(pipelineFqn)}/pipelineStatus/{Uri.EscapeDataString(runId)}",
            OpenMetadataWire.Default.PipelineStatusWire, RunOf, cancellationToken);

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

    private static OpenMetadataVersion? VersionOf(VersionWire version) =>
        string.IsNullOrWhiteSpace(version.Version) ? null : new OpenMetadataVersion(version.Version.Trim());

    private static PipelineRun? RunOf(PipelineStatusWire status) => status.RunId is null ? null : new PipelineRun
    {
        RunId = status.RunId,
        State = StateOf(status.PipelineState),
        StartedAt = InstantOf(status.StartDate),
        EndedAt = InstantOf(status.EndDate),
        Steps = [.. (status.Status ?? []).OfType<StepSummaryWire>().Select(StepOf)],
    };

    private static PipelineStep StepOf(StepSummaryWire step) => new(
        step.Name ?? "", step.Records ?? 0, step.UpdatedRecords ?? 0, step.Warnings ?? 0, step.Errors ?? 0, step.Filtered ?? 0);

    private static PipelineState StateOf(string? state) => state switch
    {
        "queued" => PipelineState.Queued,
        "running" => PipelineState.Running,
        "success" => PipelineState.Success,
        "partialSuccess" => PipelineState.PartialSuccess,
        "failed" => PipelineState.Failed,
        "stopped" => PipelineState.Stopped,
        _ => PipelineState.Unknown,
    };

    private static DateTimeOffset? InstantOf(long? milliseconds) =>
        milliseconds is >= 0 and <= 253402300799999 and { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
