using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// Reads the Jobs of one selection together with what the status already knows, so that a verdict outlives the Job that it speaks
/// of and no Job is counted twice.
/// </summary>
internal static class Runs
{
    /// <summary>
    /// The Jobs whose outcome has to be asked for: of each selection the newest that has ended, unless the status has its result.
    /// </summary>
    public static IReadOnlyList<V1Job> NeedOutcome(DbtCloudIngestion ingestion, IReadOnlyList<V1Job> jobs) =>
    [
        .. Selection.AllOf(ingestion)
            .Select(selection => (Newest: JobsOf(selection, jobs).LastOrDefault(JobReading.HasEnded), Known: Recall.StatusOf(ingestion, selection.Filter)?.LastRun))
            .Where(pair => pair.Newest is { } job && !IsResultOf(pair.Known, job))
            .Select(pair => pair.Newest!),
    ];

    public static RunHistory Of(DbtCloudIngestion ingestion, Selection selection, Observation seen, FilterSeen? filter)
    {
        var known = Recall.StatusOf(ingestion, selection.Filter);
        var jobs = JobsOf(selection, seen.Jobs);
        var runs = jobs.Select(job => Read(job, known?.LastRun, seen, filter)).ToList();
        if (known?.LastRun is { } kept && runs.All(run => run.RunId != kept.RunId))
        {
            runs.Add(Settled(kept));
            runs.Sort((left, right) => Nullable.Compare(left.StartTime, right.StartTime));
        }

        return Count(known, runs) with
        {
            LastRun = runs.LastOrDefault(),
            LastEnded = runs.LastOrDefault(run => run.CompletionTime is not null || IsEnded(run)),
            HasUnfinishedRunOutsideTheSchedule = jobs.Any(job => !JobReading.HasEnded(job) && JobReading.TriggerOf(job) != RunTriggers.Schedule),
        };
    }

    public static bool IsEnded(RunStatus run) => run.Result is not null && run.Result != Reasons.LastRunSucceeded.Running.Name;

    private static List<V1Job> JobsOf(Selection selection, IReadOnlyList<V1Job> jobs) =>
    [
        .. jobs.Where(job => job.Metadata?.Labels?.TryGetValue(Names.FilterLabel, out var filter) == true && filter == selection.Filter)
            .OrderBy(JobReading.StartOf).ThenBy(job => job.Metadata.Name, StringComparer.Ordinal),
    ];

    private static RunStatus Read(V1Job job, RunStatus? known, Observation seen, FilterSeen? filter) =>
        IsResultOf(known, job)
            ? known!
            : JobReading.Read(job, seen.Outcomes.GetValueOrDefault(job.Metadata.Uid ?? "")) with
            {
                DbtRun = known?.RunId == job.Metadata.Uid ? known!.DbtRun : RunBefore(job, filter?.RecentRun),
            };

    private static bool IsResultOf(RunStatus? known, V1Job job) => known is not null && known.RunId == job.Metadata.Uid && IsEnded(known);

    // A run whose Job was deleted while it ran cannot be told to have ended in any way but this.
    private static RunStatus Settled(RunStatus kept) => IsEnded(kept)
        ? kept
        : kept with
        {
            Result = Reasons.LastRunSucceeded.Failed.Name,
            Message = $"Job {kept.Job} was deleted before its end was seen.",
        };

    /// <summary>Every run is counted once: those that started after the last one that the status knows to have ended.</summary>
    private static RunHistory Count(FilterStatus? known, IReadOnlyList<RunStatus> runs)
    {
        var failures = known?.ConsecutiveFailures ?? 0;
        var success = known?.LastSuccessfulTime;
        foreach (var run in runs.Where(run => IsEnded(run) && !IsCounted(run, known?.LastRun)))
        {
            var arrived = run.Result == Reasons.LastRunSucceeded.Succeeded.Name || run.Result == Reasons.LastRunSucceeded.PartialSuccess.Name;
            failures = arrived ? 0 : failures + 1;
            success = arrived ? run.CompletionTime ?? run.StartTime : success;
        }

        return new RunHistory { ConsecutiveFailures = failures, LastSuccessfulTime = success };
    }

    private static bool IsCounted(RunStatus run, RunStatus? known) =>
        known is not null && (run.RunId == known.RunId ? IsEnded(known) : run.StartTime <= known.StartTime);

    // The container takes the newest run that has finished when it starts.
    private static DbtRunStatus? RunBefore(V1Job job, DbtRunSeen? recent) =>
        recent is not null && recent.FinishedAt <= JobReading.StartOf(job)
            ? new DbtRunStatus
            {
                Id = recent.Id,
                JobId = recent.JobId,
                Status = recent.Status,
                FinishedAt = recent.FinishedAt,
                DbtVersion = recent.DbtVersion,
                Url = recent.Url,
                Source = "Inferred",
            }
            : null;
}
