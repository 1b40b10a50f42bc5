namespace Operator.OpenMetadata;

/// <summary>One run of an ingestion as it reported itself.</summary>
internal sealed record PipelineRun
{
    public required string RunId { get; init; }

    public required PipelineState State { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public IReadOnlyList<PipelineStep> Steps { get; init; } = [];
}

/// <summary>How far a run is, or how it ended.</summary>
internal enum PipelineState
{
    /// <summary>A state that a newer server knows.</summary>
    Unknown,
    Queued,
    Running,
    Success,
    PartialSuccess,
    Failed,
    Stopped,
}

/// <summary>What one step of the ingestion counted.</summary>
internal sealed record PipelineStep(string Name, long Records, long Updated, long Warnings, long Errors, long Filtered);
