using Operator.DbtCloud;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;
using DbtRunStatus = Operator.DbtCloud.DbtRunStatus;

namespace Operator.Reconcile;

/// <summary>
/// Asks dbt Cloud about one filter: the job it names, its newest runs, what the newest successful one left, and only when
/// something is missing, what there is instead.
/// </summary>
internal sealed class RecentRuns(IDbtCloud dbtCloud, TimeProvider time)
{
    private readonly RunFiles files = new(dbtCloud);
    private readonly StagedRuns stagedRuns = new(dbtCloud, time);
    private readonly WhatThereIs whatThereIs = new(dbtCloud);

    public async Task<FilterSeen> LookAsync(FilterQuestion question, CancellationToken cancellationToken)
    {
        var asked = question.JobId is { } jobId ? await dbtCloud.JobAsync(question.Account, question.Token, jobId, cancellationToken) : null;
        switch (asked)
        {
            case DbtCloudAnswer<DbtJob>.Failed failed:
                return NotRead(failed.Why, question.Account);
            case DbtCloudAnswer<DbtJob>.Missing:
                return await whatThereIs.NoJobAsync(question, cancellationToken);
            case DbtCloudAnswer<DbtJob>.Found { Value.ProjectId: { } actual } when question.ProjectId is { } project && actual != project:
                return await whatThereIs.OtherProjectAsync(question, actual, cancellationToken);
            case DbtCloudAnswer<DbtJob>.Found { Value: var job }:
                return await OfRunsAsync(question, job, cancellationToken) with { JobCron = StatusText.Word(job.Cron) ?? FollowedSchedule.OnDemandText };
            default:
                return await OfRunsAsync(question, null, cancellationToken);
        }
    }

    private async Task<FilterSeen> OfRunsAsync(FilterQuestion question, DbtJob? job, CancellationToken cancellationToken)
    {
        switch (await dbtCloud.NewestRunsAsync(question.Account, question.Token, question.Runs, cancellationToken))
        {
            case DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found { Value: [_, ..] runs }:
                var seen = question.Wish is { } wish
                    ? await stagedRuns.JudgeAsync(question, wish, runs, job, cancellationToken)
                    : await JudgeAsync(question, runs, job, cancellationToken);
                return seen is { RecentRun: { } run, Artifacts: null } ? await files.LookAsync(question, seen, run, cancellationToken) : seen;
            case DbtCloudAnswer<IReadOnlyList<DbtRun>>.Failed failed:
                return NotRead(failed.Why, question.Account);
            default:
                return await whatThereIs.NoRunAsync(question, cancellationToken);
        }
    }

    private async Task<FilterSeen> JudgeAsync(FilterQuestion question, IReadOnlyList<DbtRun> runs, DbtJob? job, CancellationToken cancellationToken)
    {
        var newest = runs[0];
        if (newest.Status == DbtRunStatus.Success)
        {
            return Succeeded(newest, job);
        }

        var success = runs.FirstOrDefault(run => run.Status == DbtRunStatus.Success);
        if (success is null)
        {
            var query = question.Runs with { Statuses = [DbtRunStatus.Success], Limit = 1 };
            switch (await dbtCloud.NewestRunAsync(question.Account, question.Token, query, cancellationToken))
            {
                case DbtCloudAnswer<DbtRun>.Found found:
                    success = found.Value;
                    break;
                case DbtCloudAnswer<DbtRun>.Failed failed:
                    return NotRead(failed.Why, question.Account);
                default:
                    return new(RecentRunFound.NoSuccessfulRun, $"no run has succeeded yet, the newest ({newest.Id}) failed; repair the job in dbt Cloud and run it", null);
            }
        }

        return new(RecentRunFound.LatestRunFailed, $"run {newest.Id} failed after run {success.Id} had succeeded, and the ingestion takes the newest finished run; repair the job in dbt Cloud or run it again", Seen(success));
    }

    /// <summary>A good run, unless it is one of a job that nobody should ingest, or the last that will come.</summary>
    public static FilterSeen Succeeded(DbtRun run, DbtJob? job) => job switch
    {
        { Deactivated: true } => new(RecentRunFound.JobDeactivated, $"dbt Cloud has switched job {job.Id} off after too many failures, so no run follows run {run.Id}; repair the job and switch it on again", Seen(run)),
        { IsCi: true } or { IsMerge: true } => new(RecentRunFound.CiJob, $"job {job.Id} runs for pull requests or merges, so its runs do not describe production; name the job that builds production in filters[].jobId", Seen(run)),
        null when run.IsCi => new(RecentRunFound.CiJob, $"run {run.Id} was made for a pull request or merge, and the ingestion takes it as the newest that has ended; name the job that builds production in filters[].jobId", Seen(run)),
        _ => new(RecentRunFound.RunFound, $"run {run.Id} succeeded", Seen(run)),
    };

    public static FilterSeen NotRead(DbtCloudFailure why, DbtAccount account) =>
        new(RecentRunFound.JobNotRead, DbtCloudVerdicts.Of(why, account).Message, null) { Interrupted = DbtCloudVerdicts.InterruptionOf(why, account) };

    public static DbtRunSeen Seen(DbtRun run) => new(run.Id, run.JobId, run.Status.Name, run.FinishedAt, run.DbtVersion, run.Href);
}
