using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Which run of dbt Cloud a Job ingests: told by its init container, or else the newest that had finished when it began.</summary>
internal static class DbtRunTaken
{
    public static DbtRunStatus? Of(V1Job job, OutcomeSeen? outcome, RunStatus? known, Reason reason, FilterSeen? filter) =>
        FetchedRuns.IsStaged(job) ? FetchedRuns.StatusOf(job, outcome, filter) ?? known?.DbtRun
            : known?.DbtRun ?? (RunResult.IsStuck(reason.Name) ? null : RunBefore(job, filter?.RecentRun));

    // The container takes the newest run that has finished when it starts.
    private static DbtRunStatus? RunBefore(V1Job job, DbtRunSeen? recent) =>
        recent is not null && recent.FinishedAt <= JobReading.StartOf(job)
            ? recent.InStatus with { TestsFrom = null, Source = DbtRunSources.Inferred }
            : null;
}
