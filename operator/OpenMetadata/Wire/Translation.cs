namespace Operator.OpenMetadata.Wire;

/// <summary>Turns what OpenMetadata sends into what the operator works with; null where the answer is not what it should be.</summary>
internal static class Translation
{
    public static OpenMetadataVersion? VersionOf(VersionWire version) =>
        string.IsNullOrWhiteSpace(version.Version) ? null : new OpenMetadataVersion(version.Version.Trim());

    public static DatabaseService? ServiceOf(DatabaseServiceWire service) =>
        string.IsNullOrWhiteSpace(service.Name) ? null : new DatabaseService(service.Name, service.ServiceType, string.IsNullOrWhiteSpace(service.Id) ? null : service.Id);

    public static DbtPipeline? PipelineOf(IngestionPipelineWire pipeline) =>
        string.IsNullOrWhiteSpace(pipeline.FullyQualifiedName) ? null : new DbtPipeline(pipeline.FullyQualifiedName, pipeline.Enabled ?? true, pipeline.Description ?? "");

    public static FirstOf<SomeTable>? TablesOf(ListWire<TableWire> list) =>
        list.Data is { } tables ? new FirstOf<SomeTable>([.. tables.OfType<TableWire>().Select(_ => new SomeTable())]) : null;

    /// <summary>An entry that cannot be read is left out; a list without entries is none.</summary>
    public static Page<T>? PageOf<TWire, T>(ListWire<TWire> list, Func<TWire, T?> translate)
        where TWire : class
        where T : class =>
        list.Data is { } entries ? new Page<T>([.. entries.OfType<TWire>().Select(translate).OfType<T>()], list.Paging?.After is { Length: > 0 } after ? after : null) : null;

    public static PipelineRun? RunOf(PipelineStatusWire status) => status.RunId is null ? null : new PipelineRun
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
