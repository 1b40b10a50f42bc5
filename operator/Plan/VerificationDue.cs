using k8s.Models;
using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Plan;

/// <summary>
/// A run of which has to be looked whether what it brought has arrived. Each is looked at once, in the pass in which its end is
/// seen; where OpenMetadata does not answer, a few times more.
/// </summary>
/// <param name="Job">Null where it is gone.</param>
internal sealed record VerificationDue(Selection Selection, RunStatus Run, V1Job? Job)
{
    public const int MostAttempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);

    /// <summary>Five minutes, and twice as long each time.</summary>
    public static TimeSpan PauseAfter(int attempts) => FirstPause * Math.Pow(2, Math.Max(0, attempts - 1));

    public static bool IsOn(DbtCloudIngestion ingestion) => ingestion.Spec?.Verification?.Enabled != false;

    public static IReadOnlyList<VerificationDue> Of(DbtCloudIngestion ingestion, Observation seen, DateTimeOffset now) =>
        IsOn(ingestion) ? [.. Selection.AllOf(ingestion).Select(selection => Of(ingestion, selection, seen, now)).OfType<VerificationDue>()] : [];

    private static VerificationDue? Of(DbtCloudIngestion ingestion, Selection selection, Observation seen, DateTimeOffset now)
    {
        var known = Recall.StatusOf(ingestion, selection.Filter);
        var run = Runs.Of(ingestion, selection, seen, Recall.Filter(known)).LastProof;
        return run is not null && IsDue(known?.Verification, run, now)
            ? new(selection, run, seen.Jobs.FirstOrDefault(job => job.Metadata.Uid == run.RunId))
            : null;
    }

    /// <summary>A success, or what was taken for one, of which OpenMetadata can show something.</summary>
    public static bool IsProof(RunStatus run) =>
        run.RunId is not null && (run.Result == Succeeded.Name || run.Result == PartialSuccess.Name || run.Result == NothingMatched.Name);

    private static bool IsDue(VerificationStatus? known, RunStatus run, DateTimeOffset now) =>
        known?.RunId != run.RunId || (known!.Retry is { } retry && (retry.NextAt is not { } at || at <= now));
}
