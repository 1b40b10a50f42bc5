using Operator.DbtCloud;
using Operator.Plan;
using Operator.Resource;
using Operator.Staging;
using static Operator.Resource.Reasons;
using DbtRunStatus = Operator.DbtCloud.DbtRunStatus;

namespace Operator.Reconcile;

/// <summary>Judges the run that the init container would take: both choose by the same rule.</summary>
internal sealed class StagedRuns(IDbtCloud dbtCloud, TimeProvider time)
{
    public async Task<FilterSeen> JudgeAsync(FilterQuestion question, RunWish wish, IReadOnlyList<DbtRun> runs, DbtJob? job, CancellationToken cancellationToken)
    {
        var chosen = Choose(runs, wish);
        if (chosen is ChosenRun.None && runs.Count >= question.Runs.Limit)
        {
            // So many failures or runs of pull requests may hide what the init container finds, which looks further back.
            switch (await FurtherBackAsync(question, wish, cancellationToken))
            {
                case DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found { Value: var more }:
                    (runs, chosen) = (more, Choose(more, wish));
                    break;
                case DbtCloudAnswer<IReadOnlyList<DbtRun>>.Failed failed:
                    return RecentRuns.NotRead(failed.Why, question.Account);
            }
        }

        return chosen switch
        {
            ChosenRun.Taken taken => OfTaken(taken, wish, runs, job),
            ChosenRun.Storing storing => OfStoring(runs.First(run => run.Id == storing.Run.Id)),
            _ => new(RecentRunFound.NoSuccessfulRun, RunChoice.Sentence(((ChosenRun.None)chosen).Why, wish), null),
        };
    }

    /// <summary>The question of the init container, and the one that it puts where a whole page holds no success.</summary>
    private async Task<DbtCloudAnswer<IReadOnlyList<DbtRun>>> FurtherBackAsync(FilterQuestion question, RunWish wish, CancellationToken cancellationToken)
    {
        var query = question.Runs with { Limit = DbtPath.PageSize };
        var page = await dbtCloud.NewestRunsAsync(question.Account, question.Token, query, cancellationToken);
        return page is DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found { Value: { Count: DbtPath.PageSize } runs } && wish.OnlySuccessful && Choose(runs, wish) is ChosenRun.None
            ? await dbtCloud.NewestRunsAsync(question.Account, question.Token, query with { Statuses = [DbtRunStatus.Success] }, cancellationToken)
            : page;
    }

    private ChosenRun Choose(IReadOnlyList<DbtRun> runs, RunWish wish) => ChosenRun.Of(runs.Select(RunChoice.Candidate), wish, time.GetUtcNow());

    private static FilterSeen OfTaken(ChosenRun.Taken taken, RunWish wish, IReadOnlyList<DbtRun> runs, DbtJob? job)
    {
        var run = runs.First(one => one.Id == taken.Run.Id);
        var tests = taken.TestsFrom.Id == run.Id ? null : new TestsFromStatus { Id = taken.TestsFrom.Id, Status = taken.TestsFrom.Status };
        var seen = RecentRuns.Seen(run) with { TestsFrom = tests };
        if (run.Status != DbtRunStatus.Success)
        {
            return new(RecentRunFound.LatestRunFailed, $"run {run.Id} failed, and artifacts.runs takes the newest run that has ended; repair the job in dbt Cloud or run it again, or set artifacts.runs to LatestSuccessful", seen);
        }

        var judged = RecentRuns.Succeeded(run, job);
        return judged.Reason != RecentRunFound.RunFound && !(wish.IncludeCiRuns && judged.Reason == RecentRunFound.CiJob)
            ? judged with { RecentRun = seen }
            : new(RecentRunFound.RunFound, $"run {run.Id} succeeded{Failure(run, tests, wish, runs)}", seen);
    }

    /// <summary>A newer run that failed is no verdict here, since it is not the one that is taken.</summary>
    private static string Failure(DbtRun run, TestsFromStatus? tests, RunWish wish, IReadOnlyList<DbtRun> runs) =>
        tests is not null ? $"; run {tests.Id} failed after it, and the results of its tests are taken"
        : runs.FirstOrDefault(other => other.Status == DbtRunStatus.Error && other.FinishedAt > run.FinishedAt && (wish.IncludeCiRuns || !other.IsCi)) is { } newer ? $"; run {newer.Id} failed after it"
        : "";

    private static FilterSeen OfStoring(DbtRun run) =>
        new(RecentRunFound.RunFound, $"run {run.Id} has ended, and dbt Cloud is still storing its artifacts", RecentRuns.Seen(run))
        {
            Artifacts = new CheckSeen(CheckNames.Artifacts, CheckResults.Unknown, null, $"dbt Cloud is still storing the artifacts of run {run.Id}"),
        };
}
