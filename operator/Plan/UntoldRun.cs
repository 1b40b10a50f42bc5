using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Plan;

/// <summary>
/// A run that failed or was stopped, and of whose end OpenMetadata does not know: its container died before it could tell, so
/// that OpenMetadata would show it as running for ever.
/// </summary>
/// <param name="Pipeline">The full name.</param>
/// <param name="IsStopped">Told as stopped in place of failed.</param>
/// <param name="Recorded">Told now where OpenMetadata is known to have no end; otherwise it stays to be told.</param>
internal sealed record UntoldRun(RunStatus Run, string Pipeline, bool IsStopped, DateTimeOffset StartedAt, DateTimeOffset EndedAt, RecordedEnd Recorded)
{
    /// <summary>Of whether the server has a place for the run of dbt Cloud.</summary>
    public bool TakesDetails { get; init; }

    public static IReadOnlyList<UntoldRun> Of(
        DbtCloudIngestion ingestion, Selection selection, Observation seen, PlannedIngestion planned, PlanOptions options, DateTimeOffset now)
    {
        if (ingestion.Spec?.OpenMetadata?.ReportRuns == false)
        {
            return [];
        }

        var known = Recall.StatusOf(ingestion, selection.Filter);
        var untold = known?.UntoldRun is { } earlier ? Remembered(earlier, known.LastRun) : null;
        var runs = planned.Runs.News.Prepend(untold).OfType<RunStatus>()
            .Where(run => run.RunId is not null && !Runs.HasArrived(run) && run.Result != LastRunSucceeded.NothingMatched.Name)
            .Where(run => run.ExitCode != 0) // A container that came to its end has told, or was not allowed to.
            .DistinctBy(run => run.RunId)
            .ToList();
        if (runs.Count == 0)
        {
            return [];
        }

        var pipeline = PipelineName.Of(ingestion, selection, options);
        var isNewer = IngestionImage.VersionOf(seen.OpenMetadata.Version is { } told ? $":{told}" : planned.Image)?.CompareTo(KnowsStopped) >= 0;
        return [.. runs.Select(run => One(run, pipeline, seen.Outcomes.GetValueOrDefault(run.RunId!), isNewer, now)).Where(run => run.Recorded is not (RecordedEnd.Yes or RecordedEnd.Never))];
    }

    /// <summary>The first version whose schema has the state, and is known to have a place for details.</summary>
    private static (int Major, int Minor) KnowsStopped => (1, 13);

    private static UntoldRun One(RunStatus run, string pipeline, OutcomeSeen? outcome, bool isNewer, DateTimeOffset now)
    {
        var started = outcome?.RecordedStart ?? run.StartTime ?? now;
        var ended = run.CompletionTime ?? now;
        return new UntoldRun(run, pipeline, isNewer && run.Result == LastRunSucceeded.Stopped.Name, started, ended > started ? ended : started, outcome?.Recorded ?? RecordedEnd.Unknown)
        {
            TakesDetails = isNewer,
        };
    }

    /// <summary>The status keeps little of it, unless it still is the last run.</summary>
    private static RunStatus Remembered(UntoldRunStatus untold, RunStatus? last) => last?.RunId == untold.RunId
        ? last!
        : new RunStatus { Job = untold.Job, RunId = untold.RunId, Result = untold.Result, StartTime = untold.StartTime, CompletionTime = untold.CompletionTime };
}
