namespace Operator.Plan;

/// <summary>What the log of a run says, without any of its lines.</summary>
internal sealed record LogSeen
{
    /// <summary>What the step is called that reads dbt's files and looks up a table for each model.</summary>
    private const string Source = "dbt";

    /// <summary>What its end names.</summary>
    public LogCause Cause { get; init; }

    /// <summary>What the closing summary counts; empty where the log was not read up to one.</summary>
    public IReadOnlyList<StepCount> Counts { get; init; } = [];

    /// <summary>How many tables it looked for and did not find; each counts once, and none where searching itself failed.</summary>
    public int TablesMissing { get; init; }

    /// <summary>The beginning was not read, or not every table counted: there may be more.</summary>
    public bool MayMissMore { get; init; }

    public bool HasSummary => Counts.Count > 0;

    public bool HasErrors => Counts.Any(step => step.Errors > 0);

    /// <summary>
    /// A table that is found is never mentioned, yet each is a record of the first step: where that counts none, none was found.
    /// Tags and tests are records, too, so other counts tell nothing of tables.
    /// </summary>
    public bool ProvesThatNoneWasFound => TablesMissing > 0 && Counts.Any(step => step is { Step: Source, Records: 0 });
}
