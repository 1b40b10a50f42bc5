using System.Text.RegularExpressions;

namespace Operator.DbtCloud;

/// <summary>One run of a dbt job. Ids are text, since they exceed 32 bits and mean nothing as numbers.</summary>
internal sealed record DbtRun
{
    public required string Id { get; init; }

    public string? JobId { get; init; }

    public string? ProjectId { get; init; }

    public string? EnvironmentId { get; init; }

    public required DbtRunStatus Status { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? DbtVersion { get; init; }

    /// <summary>The run's page in dbt Cloud.</summary>
    public string? Href { get; init; }

    public string? GitBranch { get; init; }

    /// <summary>False until the files of the run can be read, and for ever when it left none.</summary>
    public bool ArtifactsSaved { get; init; }

    public DbtRunOrigin Origin { get; init; }

    /// <summary>In the order they ran; only filled where one run is asked for.</summary>
    public IReadOnlyList<DbtRunStep> Steps { get; init; } = [];

    /// <summary>Built a pull request or a merge into a place of its own: it does not describe production.</summary>
    public bool IsCi => Origin is DbtRunOrigin.PullRequest or DbtRunOrigin.Merge;
}

/// <summary>What a run was made for, as far as its trigger tells.</summary>
internal enum DbtRunOrigin
{
    Unknown,
    Deployment,
    PullRequest,
    Merge,
}

/// <summary>One step of a run; <paramref name="Index"/> counts from one and is what names the step's own artifacts.</summary>
internal sealed partial record DbtRunStep(int Index, string? Name, string? Command, DbtRunStatus? Status, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>The command line of dbt, from its own field or from a name such as <c>Invoke dbt with `dbt build`</c>; null for the steps around it.</summary>
    public string? CommandLine => Command ?? (InName().Match(Name ?? "") is { Success: true } match ? match.Groups[1].Value : null);

    [GeneratedRegex("`(dbt[^`]*)`", RegexOptions.CultureInvariant)]
    private static partial Regex InName();
}

/// <summary>Which runs are meant; what is null does not narrow. Statuses are never empty: unfinished runs would sort first.</summary>
internal sealed record DbtRunQuery
{
    public string? ProjectId { get; init; }

    public string? JobId { get; init; }

    public string? EnvironmentId { get; init; }

    public IReadOnlyList<DbtRunStatus> Statuses { get; init; } = [DbtRunStatus.Success];

    public int Limit { get; init; } = 5;

    /// <summary>The runs that fit, newest first, whether or not the server kept to the question.</summary>
    public IReadOnlyList<DbtRun> Pick(IEnumerable<DbtRun> runs) => [.. runs.Where(Fits).OrderByDescending(run => run.FinishedAt).Take(Limit)];

    private bool Fits(DbtRun run) =>
        Statuses.Contains(run.Status)
        && (JobId is null || run.JobId is null || run.JobId == JobId)
        && (ProjectId is null || run.ProjectId is null || run.ProjectId == ProjectId)
        && (EnvironmentId is null || run.EnvironmentId is null || run.EnvironmentId == EnvironmentId);
}
