using Operator.Cluster;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>What carrying out a plan came to.</summary>
/// <param name="TryAgain">Set when a write did not arrive, for whatever reason: the key backs off, since no watch announces the cure.</param>
internal sealed record Carried(IReadOnlyList<CarriedOut> Outcomes, string? TryAgain);

/// <summary>Makes the planned writes, one CronJob after the other; one that is refused does not hold up the others.</summary>
internal sealed class Carrying(ICluster cluster)
{
    public StartedRuns Started { get; } = new();

    public async Task<Carried> OutAsync(DbtCloudIngestion ingestion, IngestionPlan plan, CancellationToken cancellationToken)
    {
        var outcomes = new List<CarriedOut>();
        string? tryAgain = null;
        foreach (var planned in plan.Ingestions.Where(planned => planned is { Desired: not null, InSync: false }))
        {
            var answer = await cluster.ApplyAsync(planned.Desired!, planned.Live, cancellationToken);
            outcomes.Add(new CarriedOut(planned.Filter, FindingOf(answer, planned.CronJobName)));
            tryAgain ??= answer is WriteAnswer.Done ? null : $"the CronJob {planned.CronJobName} was not written";
        }

        foreach (var planned in plan.Ingestions)
        {
            if (planned.Requested is RequestedRun.Started known)
            {
                Started.Remember(ingestion, planned.Filter, known.Value, known.Job);
            }
        }

        foreach (var planned in plan.Ingestions.Where(planned => planned.Requested is RequestedRun.Start))
        {
            var why = await StartAsync(ingestion, planned, cancellationToken);
            outcomes.Add(new CarriedOut(planned.Filter, null, why));
            tryAgain ??= why is null ? null : $"the run that was asked for was not started: {why}";
        }

        foreach (var (job, text) in plan.Ingestions.SelectMany(planned => planned.Runs.Notes))
        {
            // Of a Job that is gone or another by now there is nothing left to note.
            tryAgain ??= await cluster.AnnotateAsync(job, Names.DbtRunAnnotation, text, cancellationToken) is WriteAnswer.Unavailable ? $"what the Job {job.Metadata.Name} takes was not noted on it" : null;
        }

        foreach (var superfluous in plan.Delete)
        {
            tryAgain ??= await cluster.DeleteAsync(superfluous, cancellationToken) is WriteAnswer.Done ? null : $"the CronJob {superfluous.Metadata.Name} was not deleted";
        }

        return new(outcomes, tryAgain);
    }

    /// <summary>After its CronJob was written, which pauses the schedule meanwhile; null when it has started.</summary>
    private async Task<string?> StartAsync(DbtCloudIngestion ingestion, PlannedIngestion planned, CancellationToken cancellationToken)
    {
        if (cluster.CronJobsOf(ingestion).FirstOrDefault(cronJob => cronJob.Metadata.Name == planned.CronJobName) is not { Spec.Suspend: true } cronJob)
        {
            return "the CronJob is not written yet";
        }

        var start = (RequestedRun.Start)planned.Requested!;
        return await cluster.StartAsync(RequestedRun.JobOf(start, cronJob), cancellationToken) switch
        {
            WriteAnswer.Done => Remembered(ingestion, planned.Filter, start),
            WriteAnswer.NameTaken taken => $"a Job of its name, {start.Job}, exists and belongs to {taken.By}; delete that Job, or ask again with another value, which gives another name",
            WriteAnswer.Forbidden => "the operator may not create Jobs; grant its service account create on jobs.batch",
            WriteAnswer.QuotaExceeded quota => $"the Job does not fit into the namespace's quota ({quota.Why})",
            WriteAnswer.Rejected rejected => $"the API server refused the Job: {rejected.Why}",
            _ => "the Job could not be written yet",
        };
    }

    private string? Remembered(DbtCloudIngestion ingestion, string filter, RequestedRun.Start start)
    {
        Started.Remember(ingestion, filter, start.Value, start.Job);
        return null;
    }

    private static Finding? FindingOf(WriteAnswer answer, string cronJob) => answer switch
    {
        WriteAnswer.Done => null,
        WriteAnswer.NameTaken taken => new(CronJobsApplied.NameConflict, $"the CronJob \"{cronJob}\" exists and belongs to {taken.By}; rename the resource or the filter, or delete that CronJob"),
        WriteAnswer.Forbidden => new(CronJobsApplied.Forbidden, $"the operator may not write the CronJob \"{cronJob}\"; grant its service account create, patch and delete on cronjobs.batch"),
        WriteAnswer.QuotaExceeded quota => new(CronJobsApplied.QuotaExceeded, $"the CronJob \"{cronJob}\" does not fit into the namespace's quota ({quota.Why})"),
        WriteAnswer.Rejected rejected => new(CronJobsApplied.Rejected, $"the API server refused the CronJob \"{cronJob}\": {rejected.Why}"),
        _ => new(CronJobsApplied.Rejected, $"the CronJob \"{cronJob}\" could not be written yet; the operator tries again"),
    };
}
