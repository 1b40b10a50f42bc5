namespace Sandbox.DbtCloud;

/// <summary>A job definition.</summary>
internal sealed record DbtJob(long Id, long ProjectId, long EnvironmentId, string Name)
{
    public IReadOnlyList<string> ExecuteSteps { get; init; } = ["dbt build"];

    public bool GenerateDocs { get; init; }

    public bool RunsSourceFreshness { get; init; }

    /// <summary>An open enum: ci, scheduled, other, merge and what will come.</summary>
    public string JobType { get; init; } = "scheduled";

    public bool OnSchedule { get; init; } = true;

    public bool OnPullRequest { get; init; }

    public bool OnMerge { get; init; }

    /// <summary>Filled even when the schedule is off; UTC.</summary>
    public string Cron { get; init; } = "4 */6 * * *";

    public bool Deactivated { get; init; }

    public bool Deleted { get; init; }

    public int FailuresInARow { get; init; }

    public string? DbtVersion { get; init; }

    /// <summary>The job whose end starts this one.</summary>
    public long? AfterJobId { get; init; }
}
