using Operator.DbtCloud;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>Asks for the newest runs and chooses among them; waits, within bounds, for one that is still storing its files.</summary>
internal sealed partial class RunChoice(RunSource source, Allowance allowance, TimeProvider time, ILogger logger)
{
    /// <summary>Each costs a call.</summary>
    private static readonly TimeSpan[] StoringPauses = [TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(180)];

    public async Task<Outcome<ChosenRun.Taken>> ChooseAsync(RunWish wish, CancellationToken cancellationToken)
    {
        var asked = await CandidatesAsync(wish, cancellationToken);
        if (asked is not Outcome<List<CandidateRun>>.Got { Value: var candidates })
        {
            return Ended(((Outcome<List<CandidateRun>>.Ended)asked).Why);
        }

        for (var pauses = 0; ; pauses++)
        {
            switch (ChosenRun.Of(candidates, wish, time.GetUtcNow()))
            {
                case ChosenRun.Taken taken:
                    return new Outcome<ChosenRun.Taken>.Got(taken);
                case ChosenRun.None { Why: var why }:
                    return Ended(new Trouble(FetchReason.NoSuccessfulRun, Sentence(why, wish)));
                case ChosenRun.Storing { Run: var run }:
                    if (await StoredAsync(run, pauses, candidates, cancellationToken) is { } trouble)
                    {
                        return Ended(trouble);
                    }

                    break;
            }
        }
    }

    /// <summary>The run whose catalog is taken; null where there is none yet, which is no reason to fail.</summary>
    public async Task<Outcome<CandidateRun?>> ForCatalogAsync(RunWish wish, CancellationToken cancellationToken) => await CandidatesAsync(wish, cancellationToken) switch
    {
        Outcome<List<CandidateRun>>.Got { Value: var candidates } => new Outcome<CandidateRun?>.Got((ChosenRun.Of(candidates.Where(run => run.ArtifactsSaved), wish, time.GetUtcNow()) as ChosenRun.Taken)?.Run),
        var ended => new Outcome<CandidateRun?>.Ended(((Outcome<List<CandidateRun>>.Ended)ended).Why),
    };

    private async Task<Trouble?> StoredAsync(CandidateRun run, int pauses, List<CandidateRun> candidates, CancellationToken cancellationToken)
    {
        if (pauses == StoringPauses.Length || !allowance.Allows(StoringPauses[pauses]))
        {
            return new Trouble(FetchReason.ArtifactsUnavailable, $"run {run.Id} has ended, but dbt Cloud is still storing its files; a later try will find them");
        }

        Log.Storing(logger, run.Id, (int)StoringPauses[pauses].TotalSeconds);
        await allowance.WaitAsync(StoringPauses[pauses], cancellationToken);
        switch (await source.RunAsync(run.Id, cancellationToken))
        {
            case DbtCloudAnswer<DbtRun>.Found { Value: var again }:
                candidates[candidates.IndexOf(run)] = run with { ArtifactsSaved = again.ArtifactsSaved };
                return null;
            case DbtCloudAnswer<DbtRun>.Failed { Why: var why }:
                return Trouble.Of(why, source.Account);
            default:
                candidates.Remove(run);
                return null;
        }
    }

    private async Task<Outcome<List<CandidateRun>>> CandidatesAsync(RunWish wish, CancellationToken cancellationToken)
    {
        var query = new DbtRunQuery { ProjectId = wish.ProjectId, JobId = wish.JobId, EnvironmentId = wish.EnvironmentId, Statuses = [DbtRunStatus.Success, DbtRunStatus.Error], Limit = DbtPath.PageSize };
        var newest = await AskAsync(query, cancellationToken);

        // A hundred failures in a row hide the last success, and only then it has to be asked for.
        return newest is Outcome<List<CandidateRun>>.Got { Value: { Count: DbtPath.PageSize } runs } && ChosenRun.Of(runs, wish, time.GetUtcNow()) is ChosenRun.None && wish.OnlySuccessful
            ? await AskAsync(query with { Statuses = [DbtRunStatus.Success] }, cancellationToken)
            : newest;
    }

    private async Task<Outcome<List<CandidateRun>>> AskAsync(DbtRunQuery query, CancellationToken cancellationToken) => await source.NewestRunsAsync(query, cancellationToken) switch
    {
        DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found { Value: var runs } => new Outcome<List<CandidateRun>>.Got([.. runs.Where(IsNamed).Select(Candidate)]),
        DbtCloudAnswer<IReadOnlyList<DbtRun>>.Failed { Why: var why } => new Outcome<List<CandidateRun>>.Ended(Trouble.Of(why, source.Account)),
        _ => new Outcome<List<CandidateRun>>.Got([]),
    };

    private bool IsNamed(DbtRun run) => DbtPath.IsId(run.Id) && (run.JobId is null || DbtPath.IsId(run.JobId)) && !source.Repeats(run.Id, run.JobId);

    public static CandidateRun Candidate(DbtRun run) => new(run.Id, run.Status.Name, run.FinishedAt)
    {
        JobId = run.JobId,
        ProjectId = run.ProjectId,
        EnvironmentId = run.EnvironmentId,
        IsCi = run.IsCi,
        ArtifactsSaved = run.ArtifactsSaved,
    };

    public static string Sentence(WhyNoRun why, RunWish wish) => why switch
    {
        WhyNoRun.OnlyCiRuns => "only runs for pull requests or merges have ended, and those are left out; name the job that builds production, or set artifacts.includeCiRuns",
        WhyNoRun.NoneSucceeded => "no run has succeeded yet; repair the job in dbt Cloud and run it, or set artifacts.runs to LatestFinished",
        WhyNoRun.NothingStored => $"no run that {(wish.OnlySuccessful ? "succeeded" : "ended")} has left files; see in dbt Cloud where it stops, and run it again",
        _ => "no run of what the filter names has ended yet; run the job in dbt Cloud",
    };

    private static Outcome<ChosenRun.Taken> Ended(Trouble why) => new Outcome<ChosenRun.Taken>.Ended(why);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} has ended, but its files are not stored yet; looking again in {Seconds} s")]
        public static partial void Storing(ILogger logger, string runId, int seconds);
    }
}
