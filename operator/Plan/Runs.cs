using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// Reads the Jobs of one selection together with what the status already knows, so that a verdict outlives the Job that it speaks
/// of and no Job is counted twice.
/// </summary>
internal static class Runs
{
    public static RunHistory Of(DbtCloudIngestion ingestion, Selection selection, Observation seen, FilterSeen? filter)
    {
        var known = Recall.StatusOf(ingestion, selection.Filter);
        var cronJob = seen.CronJobOf(selection);
        var jobs = JobsOf(selection, seen.Jobs);
        var runs = jobs.Where(job => JobReading.HasStarted(job) || job.Metadata.Uid == known?.LastRun?.RunId).Select(job => Read(job, known?.LastRun, seen, filter)).ToList();
        if (known?.LastRun is { } kept && !runs.Any(run => IsSame(run, kept)))
        {
            var after = runs.FindIndex(run => run.StartTime > kept.StartTime);
            runs.Insert(after < 0 ? runs.Count : after, VanishedRuns.Settle(kept, seen.Outcomes.GetValueOrDefault(kept.RunId ?? ""), cronJob));
        }

        if (VanishedRuns.ToldByCronJob(cronJob, runs, known) is { } unseen)
        {
            runs.Add(unseen);
        }

        runs = [.. runs.Select(run => Revised(run, seen, known))];
        var history = Proven(RunCount.Of(known, runs, MarksOf(jobs, seen)), runs, known);
        return history with
        {
            Mark = SkipMark.Of(known, history, seen.Outcomes.GetValueOrDefault(history.LastProof?.RunId ?? "")?.Arrival),
            LastRun = runs.LastOrDefault(),
            LastEnded = runs.LastOrDefault(IsEnded),
            Notes = NotesOf(jobs, seen),
            Unfinished = jobs.FirstOrDefault(job => !JobReading.HasEnded(job))?.Metadata.Name,
            HasUnfinishedRunOutsideTheSchedule = jobs.Any(job => !JobReading.HasEnded(job) && JobReading.TriggerOf(job) != RunTriggers.Schedule),
        };
    }

    /// <summary>A run that is stuck has a result already, and yet may go on.</summary>
    public static bool IsEnded(RunStatus run) =>
        run.CompletionTime is not null || (run.Result is not null && run.Result != Reasons.LastRunSucceeded.Running.Name && !RunResult.IsStuck(run.Result));

    /// <summary>What it was to bring is in OpenMetadata, even where it was there before.</summary>
    public static bool HasArrived(RunStatus run) =>
        run.Result == Reasons.LastRunSucceeded.Succeeded.Name || run.Result == Reasons.LastRunSucceeded.PartialSuccess.Name || run.Result == Reasons.LastRunSucceeded.Skipped.Name;

    public static bool IsResultOf(RunStatus? known, V1Job job) => known is not null && known.RunId == job.Metadata.Uid && IsEnded(known);

    public static bool IsSame(RunStatus run, RunStatus other) => run.RunId == other.RunId && run.Job == other.Job;

    /// <summary>In the order in which they were made; within one second a requested one is the later, since it waits for the others to end.</summary>
    public static List<V1Job> JobsOf(Selection selection, IReadOnlyList<V1Job> jobs) =>
    [
        .. jobs.Where(job => job.Metadata?.Labels?.TryGetValue(Names.FilterLabel, out var filter) == true && filter == selection.Filter)
            .OrderBy(JobReading.MadeAt).ThenBy(job => JobReading.TriggerOf(job) == RunTriggers.Requested).ThenBy(job => job.Metadata.Name, StringComparer.Ordinal),
    ];

    private static RunStatus Read(V1Job job, RunStatus? last, Observation seen, FilterSeen? filter)
    {
        if (IsResultOf(last, job))
        {
            return last!;
        }

        var known = last?.RunId == job.Metadata.Uid ? last : null;
        var outcome = OutcomeOf(job, seen);
        var reason = RunResult.Of(job, outcome, known);
        return new RunStatus
        {
            Job = job.Metadata.Name,
            Trigger = JobReading.TriggerOf(job),
            StartTime = JobReading.StartOf(job),
            CompletionTime = JobReading.CompletionOf(job),
            Result = reason.Name,
            Attempts = RunResult.AttemptsOf(job, outcome, known),
            ExitCode = JobReading.HasEnded(job) ? outcome?.Pod?.ExitCode : null,
            RunId = job.Metadata.Uid,
            DbtRun = DbtRunTaken.Of(job, outcome, known, reason, filter),
            Message = RunMessage.Of(reason, job, outcome, known, cause => TestFindings.On(cause, seen, filter)),
        };
    }

    /// <summary>What OpenMetadata shows may tell only later that a run has brought nothing, and the status remembers it.</summary>
    private static RunStatus Revised(RunStatus run, Observation seen, FilterStatus? known)
    {
        var outcome = seen.Outcomes.GetValueOrDefault(run.RunId ?? "");
        var why = !VerificationDue.IsProof(run) || run.Result == Reasons.LastRunSucceeded.NothingMatched.Name ? null
            : outcome?.Arrival is { FoundNone: true } ? NothingMatchedText.Of($"Job {run.Job}", outcome)
            : outcome?.Arrival is null ? Verification.NothingMatchedBy(known?.Verification, run.RunId)
            : null;
        return why is null ? run : run with { Result = Reasons.LastRunSucceeded.NothingMatched.Name, Message = why };
    }

    /// <summary>Of older Jobs that are still there nobody asks any more.</summary>
    private static RunHistory Proven(RunHistory history, List<RunStatus> runs, FilterStatus? known) => history with
    {
        LastProof = runs.LastOrDefault(run => VerificationDue.IsProof(run) && (run.RunId == known?.LastRun?.RunId || run.RunId == known?.Verification?.RunId || history.News.Contains(run))),
    };

    private static OutcomeSeen? OutcomeOf(V1Job job, Observation seen) => seen.Outcomes.GetValueOrDefault(job.Metadata.Uid ?? "");

    private static JobNote[] NotesOf(IEnumerable<V1Job> jobs, Observation seen) =>
        [.. jobs.Select(job => FetchedRuns.Note(job, OutcomeOf(job, seen)) is { } text ? new JobNote(job, text) : null).OfType<JobNote>()];

    /// <summary>By Job uid.</summary>
    private static Dictionary<string, string> MarksOf(IEnumerable<V1Job> jobs, Observation seen) => jobs
        .Select(job => (job.Metadata.Uid, Mark: FetchedRuns.Of(job, OutcomeOf(job, seen))?.Mark))
        .Where(pair => pair is { Uid: not null, Mark: not null })
        .ToDictionary(pair => pair.Uid!, pair => pair.Mark!.ToString());
}
