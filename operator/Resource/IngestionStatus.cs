namespace Operator.Resource;

/// <summary>What the operator reports. Written only by the operator, whole, as one patch per reconcile.</summary>
internal sealed record IngestionStatus
{
    public long? ObservedGeneration { get; init; }

    [Field(ListMapKeys = ["type"])]
    public IReadOnlyList<Condition>? Conditions { get; init; }

    public ConnectionStatus? Connection { get; init; }

    [Field(ListMapKeys = ["filter"])]
    public IReadOnlyList<FilterStatus>? Ingestions { get; init; }

    /// <summary>The newest over all filters.</summary>
    public RunStatus? LastRun { get; init; }

    public DateTimeOffset? LastSuccessfulTime { get; init; }

    /// <summary>The schedule in force, or "2 schedules" where filters differ: what the printer column shows.</summary>
    public string? Schedule { get; init; }

    public string? LastHandledReconcileAt { get; init; }

    /// <summary>The last value of the run-at annotation for which every filter that it concerns was started.</summary>
    public string? LastHandledRunAt { get; init; }
}

/// <summary>One aspect of the resource's state, in the shape of metav1.Condition.</summary>
internal sealed record Condition
{
    [Field(Required = true, MinLength = 1, MaxLength = 316)]
    public string? Type { get; init; }

    [Field(Required = true, Enum = ["True", "False", "Unknown"])]
    public string? Status { get; init; }

    [Field(Minimum = 0)]
    public long? ObservedGeneration { get; init; }

    [Field(Required = true)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Field(Required = true, MinLength = 1, MaxLength = 1024)]
    public string? Reason { get; init; }

    [Field(Required = true, MaxLength = 32768)]
    public string? Message { get; init; }
}

/// <summary>The connection test as it last ended. The Secrets' revisions say which tokens it speaks of.</summary>
internal sealed record ConnectionStatus
{
    public string? Url { get; init; }

    /// <summary>uid/resourceVersion of the Secret with the dbt token: never anything derived from the value.</summary>
    public string? SecretRevision { get; init; }

    public string? OpenMetadataSecretRevision { get; init; }

    /// <summary>Digest of the parts of the spec that the test rests on: an edit of any other part keeps the verdict.</summary>
    public string? TestedSpec { get; init; }

    public DateTimeOffset? TestedAt { get; init; }

    [Field(ListMapKeys = ["name"])]
    public IReadOnlyList<CheckStatus>? Checks { get; init; }
}

/// <summary>One tick of the connection test.</summary>
internal sealed record CheckStatus
{
    [Field(Required = true)]
    public string? Name { get; init; }

    [Field(Required = true, Enum = ["Passed", "Warning", "Failed", "Skipped", "Unknown"])]
    public string? Result { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }
}

/// <summary>One filter: its CronJob, what the test found for it, and how its runs went.</summary>
internal sealed record FilterStatus
{
    [Field(Required = true)]
    public string? Filter { get; init; }

    public string? CronJob { get; init; }

    public string? Image { get; init; }

    public string? Schedule { get; init; }

    /// <summary>Of the dbt job: what followJob follows, and a fixed schedule is compared with.</summary>
    public string? JobSchedule { get; init; }

    public DateTimeOffset? NextScheduleTime { get; init; }

    /// <summary>Since when the CronJob owes runs by this schedule: slots from before are nobody's fault.</summary>
    public DateTimeOffset? ScheduledSince { get; init; }

    /// <summary>The newest slot that passed because a run was still going on.</summary>
    public DateTimeOffset? LastSkippedTime { get; init; }

    [Field(ListMapKeys = ["name"])]
    public IReadOnlyList<CheckStatus>? Checks { get; init; }

    public DbtRunStatus? RecentRun { get; init; }

    public RunStatus? LastRun { get; init; }

    /// <summary>The newest run whose end OpenMetadata could not be told yet.</summary>
    public UntoldRunStatus? UntoldRun { get; init; }

    public RequestedRunStatus? RequestedRun { get; init; }

    public DateTimeOffset? LastSuccessfulTime { get; init; }

    public IngestedStatus? LastIngested { get; init; }

    public VerificationStatus? Verification { get; init; }

    public int? ConsecutiveFailures { get; init; }
}

/// <summary>A run of dbt Cloud.</summary>
internal sealed record DbtRunStatus
{
    /// <summary>Absent where nobody knows which run it was.</summary>
    public string? Id { get; init; }

    public string? JobId { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? DbtVersion { get; init; }

    public string? Url { get; init; }

    /// <summary>The run of the test results, where that is another one.</summary>
    public TestsFromStatus? TestsFrom { get; init; }

    /// <summary>How the operator knows which run an ingestion took.</summary>
    [Field(Enum = [DbtRunSources.Pinned, DbtRunSources.Inferred, DbtRunSources.Unknown])]
    public string? Source { get; init; }
}

/// <summary>How the operator knows which run an ingestion took.</summary>
internal static class DbtRunSources
{
    /// <summary>The newest that had finished when the ingestion began, as far as the last test knew.</summary>
    public const string Inferred = "Inferred";

    /// <summary>The init container chose it and said so.</summary>
    public const string Pinned = "Pinned";

    /// <summary>The init container chose it, but its pod went before anybody read which.</summary>
    public const string Unknown = "Unknown";
}

/// <summary>A run of dbt Cloud whose test results go with the artifacts of an older one.</summary>
internal sealed record TestsFromStatus
{
    public string? Id { get; init; }

    public string? Status { get; init; }
}

/// <summary>What the last run that succeeded brought. It outlives later runs that fail.</summary>
internal sealed record IngestedStatus
{
    [Field(Required = true)]
    public string? Job { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public string? DbtRunId { get; init; }

    public DateTimeOffset? DbtRunFinishedAt { get; init; }

    public string? Source { get; init; }

    /// <summary>A SuccessMark, as the next pod compares it; null where nothing is skipped.</summary>
    public string? Mark { get; init; }
}

/// <summary>A run that somebody asked for by annotation.</summary>
internal sealed record RequestedRunStatus
{
    /// <summary>The value of the annotation.</summary>
    [Field(Required = true)]
    public string? RequestedAt { get; init; }

    /// <summary>Absent until it has started.</summary>
    public string? Job { get; init; }

    /// <summary>What it waits for.</summary>
    public string? Message { get; init; }
}

/// <summary>A run that failed or was stopped, and that OpenMetadata still shows as going on, or not at all.</summary>
internal sealed record UntoldRunStatus
{
    [Field(Required = true)]
    public string? Job { get; init; }

    /// <summary>The Job's uid, and so the id of the run in OpenMetadata.</summary>
    [Field(Required = true)]
    public string? RunId { get; init; }

    public string? Result { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? CompletionTime { get; init; }
}

/// <summary>One run of the ingestion: a Job and its true outcome.</summary>
internal sealed record RunStatus
{
    [Field(Required = true)]
    public string? Job { get; init; }

    [Field(Enum = ["Schedule", "Requested", "Manual"])]
    public string? Trigger { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? CompletionTime { get; init; }

    public string? Result { get; init; }

    /// <summary>Pods that were made for it.</summary>
    public int? Attempts { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>The Job's uid, and so the id of the run in OpenMetadata.</summary>
    public string? RunId { get; init; }

    public DbtRunStatus? DbtRun { get; init; }

    public string? Message { get; init; }
}
