using k8s.Models;
using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Plan;

/// <summary>A run of which more has to be known than its Job tells.</summary>
/// <param name="Job">Null where it is gone, or has said all that it can.</param>
internal sealed record RunQuestion(Selection Selection, string RunId, V1Job? Job)
{
    public bool HasEnded => Job is null || JobReading.HasEnded(Job);
}

/// <summary>
/// Which runs have to be asked about: those that go on, those that have ended and are not in the status yet, and those whose end
/// OpenMetadata could not be told.
/// </summary>
internal static class RunQuestions
{
    public static IReadOnlyList<RunQuestion> Of(DbtCloudIngestion ingestion, IReadOnlyList<V1Job> jobs) =>
        [.. Selection.AllOf(ingestion).SelectMany(selection => Of(selection, Recall.StatusOf(ingestion, selection.Filter), jobs))];

    /// <summary>When a run failed, or brought nothing, of which the status does not know it yet; null where none did. The connection is then tested again at once.</summary>
    public static DateTimeOffset? NewestFailure(IReadOnlyList<RunQuestion> asked, IReadOnlyDictionary<string, OutcomeSeen> outcomes) => asked
        .Where(run => run is { HasEnded: true, Job: { } job } && IsTold(RunResult.Of(job, outcomes.GetValueOrDefault(run.RunId), null)))
        .Max(run => JobReading.CompletionOf(run.Job!) ?? DateTimeOffset.MinValue as DateTimeOffset?);

    /// <summary>The test may tell more of it than the run does.</summary>
    private static bool IsTold(Reason result) => result == Failed || result == NothingMatched || result == InvalidTokenOrHost || result == WrongAccount || result == IpNotAllowlisted || result == NoSuccessfulRun || result == Unreachable;

    private static IEnumerable<RunQuestion> Of(Selection selection, FilterStatus? status, IReadOnlyList<V1Job> jobs)
    {
        var asked = Of(selection, status?.LastRun, Runs.JobsOf(selection, jobs));
        return status?.UntoldRun is { RunId: { } untold } ? asked.Append(new RunQuestion(selection, untold, null)) : asked;
    }

    private static IEnumerable<RunQuestion> Of(Selection selection, RunStatus? known, List<V1Job> jobs)
    {
        var last = known is null ? -1 : jobs.FindIndex(job => job.Metadata.Uid == known.RunId);
        if (known is { RunId: { } gone } && last < 0 && !Runs.IsEnded(known))
        {
            yield return new(selection, gone, null);
        }

        foreach (var job in jobs.Where(job => JobReading.HasStarted(job) && !JobReading.HasEnded(job)).Concat(EndedAfter(known, last, jobs)))
        {
            yield return new(selection, job.Metadata.Uid, job);
        }
    }

    /// <summary>Where the status knows of no run, the newest alone is told of.</summary>
    private static IEnumerable<V1Job> EndedAfter(RunStatus? known, int last, List<V1Job> jobs)
    {
        var ended = jobs.Where((job, at) => JobReading.HasEnded(job) && !Runs.IsResultOf(known, job) && (last < 0 ? known is null || JobReading.StartOf(job) > known.StartTime : at >= last));
        return known is null ? ended.TakeLast(1) : ended;
    }
}
