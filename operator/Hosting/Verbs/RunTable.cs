using System.Globalization;

namespace Operator.Hosting.Verbs;

/// <summary>What the runs came to, a line a filter.</summary>
internal static class RunTable
{
    public static string Of(IEnumerable<FollowedRun> runs) => Columns.Of(["FILTER", "RESULT", "TOOK", "JOB", "MESSAGE"], runs.Select(Row));

    private static string[] Row(FollowedRun followed) => followed.Stage switch
    {
        RunStage.Ended(var run) => [followed.Filter, run.Result ?? "", Took(run.CompletionTime - run.StartTime), run.Job ?? "", run.Message ?? ""],
        RunStage.Blocked(var by) => [followed.Filter, "NotStarted", "-", "-", by],
        var stage => [followed.Filter, "Unknown", "-", "-", stage.InWords],
    };

    private static string Took(TimeSpan? time) => time is { } took ? $"{took.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s" : "-";
}
