using Operator.Resource;

namespace Operator.Plan;

/// <summary>What the runs of a selection add up to: failures in a row, the last success and what it brought.</summary>
internal static class RunCount
{
    /// <summary>Every run is counted once: the one that the status knows when it ends, and those that were made after it.</summary>
    public static RunHistory Of(FilterStatus? known, List<RunStatus> runs, Dictionary<string, string> marks)
    {
        var last = known?.LastRun is { } kept ? runs.FindIndex(run => Runs.IsSame(run, kept)) : -1;
        var counted = last >= 0 && !Runs.IsEnded(known!.LastRun!) ? last : last + 1;
        var (failures, success, ingested) = (known?.ConsecutiveFailures ?? 0, known?.LastSuccessfulTime, known?.LastIngested);
        if (LateVerdict.Of(known, runs) is { } late)
        {
            (counted, failures, success, ingested) = (late.At, late.ConsecutiveFailures, late.LastSuccessfulTime, late.LastIngested);
        }

        var ended = runs.Skip(counted).Where(Runs.IsEnded).ToList();
        foreach (var run in ended)
        {
            var arrived = Runs.HasArrived(run);
            var isNews = arrived && run.Result != Reasons.LastRunSucceeded.Skipped.Name;
            var at = run.CompletionTime ?? run.StartTime;
            failures = arrived ? 0 : failures + 1;
            success = isNews && (success is null || at > success) ? at : success;
            ingested = isNews || (arrived && ingested is null) ? Ingested(run, marks.GetValueOrDefault(run.RunId ?? "")) : ingested;
        }

        return new RunHistory
        {
            ConsecutiveFailures = failures,
            LastSuccessfulTime = success,
            LastIngested = ingested,
            News = known?.LastRun is null ? [.. ended.TakeLast(1)] : ended,
        };
    }

    private static IngestedStatus Ingested(RunStatus run, string? mark) => new()
    {
        Job = run.Job,
        StartTime = run.StartTime,
        DbtRunId = run.DbtRun?.Id,
        DbtRunFinishedAt = run.DbtRun?.FinishedAt,
        Source = run.DbtRun?.Source,
        Mark = mark,
    };
}
