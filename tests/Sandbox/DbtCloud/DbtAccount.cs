namespace Sandbox.DbtCloud;

/// <summary>An account with everything that belongs to it.</summary>
internal sealed record DbtAccount(long Id, string Name)
{
    private readonly ILookup<long, DbtJob>? jobsById;
    private readonly ILookup<long, DbtRun>? runsByJob;

    public string Plan { get; init; } = "enterprise_2025";

    public IReadOnlyList<DbtProject> Projects { get; init; } = [];

    public IReadOnlyList<DbtEnvironment> Environments { get; init; } = [];

    public IReadOnlyList<DbtJob> Jobs
    {
        get;
        init => (field, jobsById) = (value, value.ToLookup(job => job.Id));
    } = [];

    public IReadOnlyList<DbtRun> Runs
    {
        get;
        init => (field, runsByJob) = (value, value.ToLookup(run => run.JobId));
    } = [];

    public DbtJob? Job(long id) => jobsById?[id].FirstOrDefault();

    public IEnumerable<DbtRun> RunsOf(long job) => runsByJob?[job] ?? [];
}

/// <summary>A dbt project.</summary>
internal sealed record DbtProject(long Id, string Name)
{
    public long? DocsJobId { get; init; }
}

/// <summary>An environment that jobs run in; <see cref="DeploymentType"/> is null for one that is neither production nor staging.</summary>
internal sealed record DbtEnvironment(long Id, long ProjectId, string Name, string? DeploymentType)
{
    public string DbtVersion { get; init; } = "versionless";
}
