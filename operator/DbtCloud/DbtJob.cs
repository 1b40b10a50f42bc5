namespace Operator.DbtCloud;

/// <summary>One job of dbt Cloud: what it runs, when, and whether it still does.</summary>
internal sealed record DbtJob
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public string? ProjectId { get; init; }

    public string? EnvironmentId { get; init; }

    /// <summary>The kind as dbt Cloud names it; the list is open, and <c>scheduled</c> and <c>other</c> flip with the schedule's switch.</summary>
    public string? Kind { get; init; }

    /// <summary>Five fields in UTC, perhaps with <c>L</c>; null while the schedule is off, though dbt Cloud still sends one then.</summary>
    public string? Cron { get; init; }

    /// <summary>Adds <c>dbt docs generate</c> after the listed steps.</summary>
    public bool GenerateDocs { get; init; }

    public IReadOnlyList<string> ExecuteSteps { get; init; } = [];

    public DbtState State { get; init; } = DbtState.Active;

    /// <summary>dbt Cloud has switched it off, after too many failures in a row.</summary>
    public bool Deactivated { get; init; }

    /// <summary>Runs for pull requests.</summary>
    public bool IsCi { get; init; }

    /// <summary>Runs for merges.</summary>
    public bool IsMerge { get; init; }

    /// <summary>Starts when another job ends.</summary>
    public bool IsChained { get; init; }
}

/// <summary>Whether dbt Cloud still has the thing.</summary>
internal enum DbtState
{
    Active,
    Deleted,
}
