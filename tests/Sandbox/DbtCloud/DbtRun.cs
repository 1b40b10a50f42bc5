namespace Sandbox.DbtCloud;

/// <summary>The numbers of a run's states.</summary>
internal static class DbtRunStatus
{
    public const int Queued = 1;
    public const int Starting = 2;
    public const int Running = 3;
    public const int Success = 10;
    public const int Error = 20;
    public const int Cancelled = 30;

    public static bool IsFinished(int status) => status >= Success;

    public static string Name(int status) => status switch
    {
        Queued => "Queued",
        Starting => "Starting",
        Running => "Running",
        Success => "Success",
        Error => "Error",
        Cancelled => "Cancelled",
        _ => "Unknown",
    };
}

/// <summary>One run of a job.</summary>
internal sealed record DbtRun(long Id, long JobId, int Status, DateTimeOffset CreatedAt)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public IReadOnlyList<DbtStep> Steps { get; init; } = [];

    /// <summary>What a run keeps that names no steps.</summary>
    public ArtifactSet Artifacts { get; init; } = ArtifactSet.None;

    public bool ArtifactsSaved { get; init; } = true;

    /// <summary>From when on they are there; null means from the run's end on.</summary>
    public DateTimeOffset? ArtifactsSavedAt { get; init; }

    public string CauseCategory { get; init; } = "scheduled";

    public long? PullRequestId { get; init; }

    public string? SchemaOverride { get; init; }

    public string? StatusMessage { get; init; }

    public string DbtVersion { get; init; } = "versionless";

    /// <summary>False leaves out the fields that are written for people.</summary>
    public bool Humanized { get; init; } = true;

    public bool HasSavedArtifacts(DateTimeOffset now) => ArtifactsSaved && !(now < ArtifactsSavedAt);

    /// <summary>The artifacts of one step, or those of the last step that left any.</summary>
    public ArtifactSet ArtifactsOf(int? step) =>
        step is { } index
            ? Steps.FirstOrDefault(candidate => candidate.Index == index)?.Artifacts ?? ArtifactSet.None
            : Steps.LastOrDefault(candidate => candidate.Artifacts.Paths.Count > 0)?.Artifacts ?? Artifacts;

    /// <summary>The same run as if it had never left this file.</summary>
    public DbtRun Without(string path) => this with
    {
        Artifacts = Artifacts.Without(path),
        Steps = [.. Steps.Select(step => step with { Artifacts = step.Artifacts.Without(path) })],
    };
}

/// <summary>A step of a run; its index starts at 1 and counts the built-in ones (clone, connect, deps).</summary>
internal sealed record DbtStep(int Index, string Name)
{
    public int Status { get; init; } = DbtRunStatus.Success;

    public string Logs { get; init; } = "";

    public ArtifactSet Artifacts { get; init; } = ArtifactSet.None;

    /// <summary>What a step that invokes dbt invokes it with.</summary>
    public string? Command => Name.Split('`') is [_, var command, ..] ? command : null;

    /// <summary>The same step with so many lines of log: those of large projects are large.</summary>
    public DbtStep WithLog(int lines) => this with
    {
        Logs = string.Concat(Enumerable.Range(1, lines).Select(line => $"14:02:07  {line} of {lines} OK created sql table model marts.orders_{line} .... [\u001b[32mSELECT 1\u001b[0m in 0.42s]\n")),
    };
}
