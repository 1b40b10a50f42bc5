using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;
using DbtRunStatus = Operator.DbtCloud.DbtRunStatus;

namespace Operator.Reconcile;

/// <summary>Asks dbt Cloud about one filter: its newest runs, and only when there is none, why.</summary>
internal sealed class RecentRuns(IDbtCloud dbtCloud)
{
    public async Task<FilterSeen> LookAsync(DbtAccount account, AccessToken token, FilterSpec filter, bool followJob, CancellationToken cancellationToken)
    {
        var query = new DbtRunQuery { ProjectId = filter.ProjectId?.Digits, JobId = filter.JobId?.Digits, Statuses = [DbtRunStatus.Success, DbtRunStatus.Error] };
        var job = followJob && query.JobId is { } jobId ? await dbtCloud.JobAsync(account, token, jobId, cancellationToken) : null;
        var cron = (job as DbtCloudAnswer<DbtJob>.Found)?.Value.Cron;

        var seen = await dbtCloud.NewestRunsAsync(account, token, query, cancellationToken) switch
        {
            DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found { Value: [_, ..] runs } => await JudgeAsync(account, token, query, runs, cancellationToken),
            DbtCloudAnswer<IReadOnlyList<DbtRun>>.Failed failed => NotRead(failed.Why, account),
            _ => await ExplainAsync(account, token, query, job, cancellationToken),
        };
        return seen with { JobCron = cron };
    }

    private async Task<FilterSeen> JudgeAsync(
        DbtAccount account, AccessToken token, DbtRunQuery query, IReadOnlyList<DbtRun> runs, CancellationToken cancellationToken)
    {
        if (runs[0].Status == DbtRunStatus.Success)
        {
            return new(RecentRunFound.RunFound, $"run {runs[0].Id} succeeded", Seen(runs[0]));
        }

        var success = runs.FirstOrDefault(run => run.Status == DbtRunStatus.Success);
        if (success is null)
        {
            switch (await dbtCloud.NewestRunAsync(account, token, query with { Statuses = [DbtRunStatus.Success], Limit = 1 }, cancellationToken))
            {
                case DbtCloudAnswer<DbtRun>.Found found:
                    success = found.Value;
                    break;
                case DbtCloudAnswer<DbtRun>.Failed failed:
                    return NotRead(failed.Why, account);
                default:
                    return new(RecentRunFound.NoSuccessfulRun, $"no run has succeeded yet, the newest ({runs[0].Id}) failed; repair the job in dbt Cloud and run it", null);
            }
        }

        return new(RecentRunFound.LatestRunFailed, $"run {runs[0].Id} failed after run {success.Id} had succeeded, and the ingestion takes the newest finished run; repair the job in dbt Cloud or run it again", Seen(success));
    }

    /// <summary>No finished run at all: does the job exist, and in that project; does the project?</summary>
    private async Task<FilterSeen> ExplainAsync(
        DbtAccount account, AccessToken token, DbtRunQuery query, DbtCloudAnswer<DbtJob>? job, CancellationToken cancellationToken)
    {
        if (query.JobId is { } jobId)
        {
            return (job ?? await dbtCloud.JobAsync(account, token, jobId, cancellationToken)) switch
            {
                DbtCloudAnswer<DbtJob>.Failed failed => NotRead(failed.Why, account),
                DbtCloudAnswer<DbtJob>.Found found when query.ProjectId is { } project && found.Value.ProjectId is { } actual && actual != project =>
                    new(RecentRunFound.JobNotInProject, $"job {jobId} belongs to project {actual}, not to {project}; correct projectId or leave it out", null),
                DbtCloudAnswer<DbtJob>.Found => NoRun($"job {jobId}"),
                _ => new(RecentRunFound.JobNotFound, $"job {jobId} does not exist, or the token does not see it; check jobId", null),
            };
        }

        return query.ProjectId is { } projectId
            ? await dbtCloud.ProjectAsync(account, token, projectId, cancellationToken) switch
            {
                DbtCloudAnswer<DbtProject>.Failed failed => NotRead(failed.Why, account),
                DbtCloudAnswer<DbtProject>.Found => NoRun($"project {projectId}"),
                _ => new(RecentRunFound.ProjectNotFound, $"project {projectId} does not exist, or the token does not see it; check projectId", null),
            }
            : NoRun($"account {account.Id}");
    }

    private static FilterSeen NoRun(string of) => new(RecentRunFound.NoSuccessfulRun, $"{of} has no finished run yet; run a job in dbt Cloud and wait until it has succeeded", null);

    private static FilterSeen NotRead(DbtCloudFailure why, DbtAccount account) => new(RecentRunFound.JobNotRead, DbtCloudVerdicts.Of(why, account).Message, null);

    private static DbtRunSeen Seen(DbtRun run) => new(run.Id, run.JobId, run.Status.Name, run.FinishedAt, run.DbtVersion, run.Href);
}
