namespace Operator.Resource;

/// <summary>What OpenMetadata shows of the last run that succeeded.</summary>
internal sealed record VerificationStatus
{
    [Field(Required = true)]
    public string? Job { get; init; }

    /// <summary>The Job's uid, and so the id of the run in OpenMetadata.</summary>
    public string? RunId { get; init; }

    public string? DbtRunId { get; init; }

    /// <summary>When OpenMetadata was last asked.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    [Field(ListMapKeys = ["name"])]
    public IReadOnlyList<CheckStatus>? Checks { get; init; }

    /// <summary>Set while OpenMetadata has not answered to the end, and is asked again.</summary>
    public VerificationRetryStatus? Retry { get; init; }
}

/// <summary>A verification that is not at its end.</summary>
internal sealed record VerificationRetryStatus
{
    /// <summary>How often OpenMetadata was asked.</summary>
    public int? Attempts { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    /// <summary>What held before the run: it holds again should the run turn out to have brought nothing.</summary>
    public BeforeRunStatus? Before { get; init; }
}

/// <summary>What a filter's status said before a run.</summary>
internal sealed record BeforeRunStatus
{
    public DateTimeOffset? LastSuccessfulTime { get; init; }

    public IngestedStatus? LastIngested { get; init; }

    public int? ConsecutiveFailures { get; init; }
}
