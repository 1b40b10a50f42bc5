namespace Operator.OpenMetadata.Wire;

/// <summary>The body that ends a run (pipelineStatus). The server keeps one for each run id and replaces it as a whole.</summary>
internal sealed record RunEndWire
{
    public required string RunId { get; init; }

    public required string PipelineState { get; init; }

    public required long StartDate { get; init; }

    public required long Timestamp { get; init; }

    public required long EndDate { get; init; }

    public required IReadOnlyList<EndStepWire> Status { get; init; }

    public EndDetailsWire? Metadata { get; init; }

    public static RunEndWire Of(RunEnd end) => new()
    {
        RunId = end.RunId,
        PipelineState = end.State is OpenMetadata.PipelineState.Stopped ? "stopped" : "failed",
        StartDate = end.StartedAt.ToUnixTimeMilliseconds(),
        Timestamp = end.StartedAt.ToUnixTimeMilliseconds(),
        EndDate = end.EndedAt.ToUnixTimeMilliseconds(),
        Status = [new EndStepWire(end.Teller, 1, [new EndFailureWire(end.Job, end.Why)])],
        Metadata = end.DbtRun is { } run ? new EndDetailsWire(new DbtRunWire(run.Id, run.JobId, run.Status, run.Url)) : null,
    };
}

internal sealed record EndStepWire(string Name, int Errors, IReadOnlyList<EndFailureWire> Failures);

internal sealed record EndFailureWire(string Name, string Error);

internal sealed record EndDetailsWire(DbtRunWire DbtRun);

internal sealed record DbtRunWire(string Id, string? JobId, string? Status, string? Url);
