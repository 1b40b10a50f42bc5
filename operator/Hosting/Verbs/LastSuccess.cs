using k8s.Models;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Hosting.Verbs;

/// <summary>The run whose traces can be looked for: the last of a filter that succeeded, by the status, by a Job, or by what was ingested.</summary>
internal static class LastSuccess
{
    /// <summary>Null where none has succeeded, as far as anybody knows.</summary>
    public static VerificationDue? Of(DbtCloudIngestion ingestion, Selection selection, IReadOnlyList<V1Job> jobs)
    {
        var status = Recall.StatusOf(ingestion, selection.Filter);
        var run = (status?.LastRun is { } last && VerificationDue.IsProof(last) ? last : null)
            ?? OfJob(Runs.JobsOf(selection, jobs).LastOrDefault(IsSuccess), status)
            ?? (status?.LastIngested is { } ingested ? OfIngested(ingested, status.Verification) : null);
        return run is null ? null : new VerificationDue(selection, run, jobs.FirstOrDefault(job => job.Metadata.Uid == run.RunId));
    }

    private static bool IsSuccess(V1Job job) => JobReading.EndOf(job) is { Type: "Complete" } && FetchedRuns.Of(job, null)?.Skipped != true;

    private static RunStatus? OfJob(V1Job? job, FilterStatus? status)
    {
        var nothing = job is null ? null : Verification.NothingMatchedBy(status?.Verification, job.Metadata.Uid);
        return job is null
            ? null
            : new RunStatus
            {
                Job = job.Metadata.Name,
                RunId = job.Metadata.Uid,
                StartTime = JobReading.StartOf(job),
                Result = nothing is null ? Succeeded.Name : NothingMatched.Name,
                Message = nothing,
                DbtRun = FetchedRuns.IsStaged(job) ? FetchedRuns.StatusOf(job, null, null) : status?.LastIngested is { } ingested && ingested.Job == job.Metadata.Name ? DbtRunOf(ingested) : null,
            };
    }

    private static DbtRunStatus? DbtRunOf(IngestedStatus ingested) =>
        ingested.DbtRunId is { } id ? new DbtRunStatus { Id = id, FinishedAt = ingested.DbtRunFinishedAt, Source = ingested.Source } : null;

    private static RunStatus OfIngested(IngestedStatus ingested, VerificationStatus? verified) => new()
    {
        Job = ingested.Job,
        RunId = verified?.Job == ingested.Job ? verified?.RunId : null,
        StartTime = ingested.StartTime,
        Result = Succeeded.Name,
        DbtRun = DbtRunOf(ingested),
    };
}
