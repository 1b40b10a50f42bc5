namespace Sandbox.DbtCloud;

/// <summary>An account with everything that belongs to it.</summary>
internal sealed record DbtAccount(long Id, string Name)
{
    public string Plan { get; init; } = "enterprise_2025";

    public IReadOnlyList<DbtProject> Projects { get; init; } = [];

    public IReadOnlyList<DbtEnvironment> Environments { get; init; } = [];

    public IReadOnlyList<DbtJob> Jobs { get; init; } = [];

    public IReadOnlyList<DbtRun> Runs { get; init; } = [];
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
