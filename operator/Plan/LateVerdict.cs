using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Plan;

/// <summary>
/// A run that the status counts as a success and that turns out to have brought nothing: what held before it holds again, and it is
/// counted anew.
/// </summary>
/// <param name="At">Its place among the runs.</param>
internal sealed record LateVerdict(int At, int ConsecutiveFailures, DateTimeOffset? LastSuccessfulTime, IngestedStatus? LastIngested)
{
    /// <summary>Null where there is no such run.</summary>
    public static LateVerdict? Of(FilterStatus? known, List<RunStatus> runs)
    {
        var open = known?.Verification?.Retry is null ? null : known.Verification;
        var at = known is null ? -1 : runs.FindIndex(run => run.Result == NothingMatched.Name && (run.RunId == open?.RunId || IsCounted(known.LastRun, run)));
        if (at < 0)
        {
            return null;
        }

        // Where nobody knows what held before, the next run at least is not skipped.
        return runs[at].RunId == open?.RunId && open?.Retry?.Before is { } before
            ? new(at, before.ConsecutiveFailures ?? 0, before.LastSuccessfulTime, before.LastIngested)
            : new(at, known!.ConsecutiveFailures ?? 0, known.LastSuccessfulTime, known.LastIngested is { } ingested ? ingested with { Mark = null } : null);
    }

    private static bool IsCounted(RunStatus? last, RunStatus run) => last is not null && Runs.IsSame(run, last) && Runs.HasArrived(last);
}
