namespace Operator.Plan;

/// <summary>A finished or unfinished run of dbt Cloud, as far as the choice looks at it.</summary>
/// <param name="Status">In dbt Cloud's words: Success, Error, Cancelled and those of runs that have not ended.</param>
internal sealed record CandidateRun(string Id, string Status, DateTimeOffset? FinishedAt)
{
    public string? JobId { get; init; }

    public string? ProjectId { get; init; }

    public string? EnvironmentId { get; init; }

    /// <summary>Built a pull request or a merge.</summary>
    public bool IsCi { get; init; }

    /// <summary>False until its files can be read, and for ever when it left none.</summary>
    public bool ArtifactsSaved { get; init; } = true;
}

/// <summary>Which run is wanted; an id that is null does not narrow.</summary>
internal sealed record RunWish
{
    public string? ProjectId { get; init; }

    public string? EnvironmentId { get; init; }

    public string? JobId { get; init; }

    /// <summary>Otherwise a failed run is taken as well, as OpenMetadata itself does.</summary>
    public bool OnlySuccessful { get; init; } = true;

    /// <summary>Test results of a newer finished run, since a run with a failed test is no successful one.</summary>
    public bool NewestTestResults { get; init; } = true;

    public bool IncludeCiRuns { get; init; }
}

/// <summary>The run whose files are ingested, or why there is none. Pure: fetching and the connection test choose alike.</summary>
internal abstract record ChosenRun
{
    /// <summary>How long after its end a run may still be storing files; one that has none by then left none.</summary>
    public static readonly TimeSpan StoresWithin = TimeSpan.FromMinutes(10);

    private ChosenRun()
    {
    }

    public static ChosenRun Of(IEnumerable<CandidateRun> runs, RunWish wish, DateTimeOffset now)
    {
        var ended = runs.Where(run => Fits(run, wish) && run.FinishedAt is not null && run.Status is "Success" or "Error").OrderByDescending(run => run.FinishedAt).ToList();
        var counting = ended.Where(run => wish.IncludeCiRuns || !run.IsCi).ToList();
        var wanted = counting.Where(run => !wish.OnlySuccessful || run.Status == "Success").ToList();
        return wanted.FirstOrDefault(run => run.ArtifactsSaved || IsStoring(run, now)) switch
        {
            { ArtifactsSaved: true } run => new Taken(run, TestsFor(run, counting, wish)),
            { } run => new Storing(run),
            null when wanted.Count > 0 => new None(WhyNoRun.NothingStored),
            null when counting.Count > 0 => new None(WhyNoRun.NoneSucceeded),
            null => new None(ended.Count > 0 ? WhyNoRun.OnlyCiRuns : WhyNoRun.NoneFinished),
        };
    }

    private static bool Fits(CandidateRun run, RunWish wish) =>
        (wish.JobId is null || run.JobId is null || run.JobId == wish.JobId)
        && (wish.ProjectId is null || run.ProjectId is null || run.ProjectId == wish.ProjectId)
        && (wish.EnvironmentId is null || run.EnvironmentId is null || run.EnvironmentId == wish.EnvironmentId);

    private static bool IsStoring(CandidateRun run, DateTimeOffset now) => !run.ArtifactsSaved && now - run.FinishedAt < StoresWithin;

    private static CandidateRun TestsFor(CandidateRun run, IEnumerable<CandidateRun> counting, RunWish wish) =>
        wish.NewestTestResults ? counting.First(other => other == run || (other.ArtifactsSaved && other.FinishedAt > run.FinishedAt)) : run;

    /// <param name="TestsFrom">Whose test results are wanted; where that run ran no tests, those of <paramref name="Run"/>.</param>
    internal sealed record Taken(CandidateRun Run, CandidateRun TestsFrom) : ChosenRun;

    /// <summary>It will be this one as soon as its files are stored; asking again helps.</summary>
    internal sealed record Storing(CandidateRun Run) : ChosenRun;

    internal sealed record None(WhyNoRun Why) : ChosenRun;
}

/// <summary>Why no run is taken.</summary>
internal enum WhyNoRun
{
    NoneFinished,
    NoneSucceeded,

    /// <summary>Runs have ended, but all of them for pull requests or merges, which are left out.</summary>
    OnlyCiRuns,

    /// <summary>Such runs have ended, but left no files.</summary>
    NothingStored,
}
