using Operator.Resource;

namespace Operator.Plan;

/// <summary>The verdict on what a run brought, row by row of the guide's checklist.</summary>
internal static class Verification
{
    /// <summary>What the status should say; what it says already stands until a later run has succeeded.</summary>
    public static VerificationStatus? Of(DbtCloudIngestion ingestion, Selection selection, PlannedIngestion planned, Observation seen, DateTimeOffset now)
    {
        if (!VerificationDue.IsOn(ingestion))
        {
            return null;
        }

        var known = Recall.StatusOf(ingestion, selection.Filter);
        if (planned.Runs.LastProof is not { } run || seen.Outcomes.GetValueOrDefault(run.RunId!)?.Arrival is not { } arrival)
        {
            return known?.Verification;
        }

        if (known?.Verification is { Retry.NextAt: { } at } open && open.RunId == run.RunId && at > now && arrival.Trouble is not null)
        {
            return open;
        }

        return new VerificationStatus
        {
            Job = run.Job,
            RunId = run.RunId,
            DbtRunId = run.DbtRun?.Id,
            VerifiedAt = now,
            Checks = VerificationRows.Of(ingestion, run, arrival, planned.Image),
            Retry = RetryAfter(known, run, arrival, now),
        };
    }

    /// <summary>When the hour alone makes it due again; null where nothing is owed.</summary>
    public static DateTimeOffset? NextAt(VerificationStatus? verification, DateTimeOffset now) => verification?.Retry?.NextAt is { } at
        ? at > now ? at : now + Timing.AfterRefusal // It was not even tried: something else has to be repaired first.
        : null;

    /// <summary>By the word of the status: this run is known to have brought nothing.</summary>
    public static string? NothingMatchedBy(VerificationStatus? known, string? runId) =>
        known is not null && known.RunId == runId
            ? known.Checks?.FirstOrDefault(check => check.Name == VerificationNames.Ingestion && check.Reason == Reasons.LastRunSucceeded.NothingMatched.Name)?.Message
            : null;

    private static VerificationRetryStatus? RetryAfter(FilterStatus? known, RunStatus run, ArrivalSeen arrival, DateTimeOffset now)
    {
        var earlier = known?.Verification is { Retry: { } retry } open && open.RunId == run.RunId ? retry : null;
        var attempts = (earlier?.Attempts ?? 0) + 1;
        return arrival.Trouble is { MayPass: true } && attempts < VerificationDue.MostAttempts
            ? new VerificationRetryStatus { Attempts = attempts, NextAt = now + VerificationDue.PauseAfter(attempts), Before = earlier is null ? Before(known, run) : earlier.Before }
            : null;
    }

    private static BeforeRunStatus? Before(FilterStatus? known, RunStatus run) => known is null || known.LastRun is { } last && last.RunId == run.RunId && Runs.IsEnded(last)
        ? null
        : new BeforeRunStatus { LastSuccessfulTime = known.LastSuccessfulTime, LastIngested = known.LastIngested, ConsecutiveFailures = known.ConsecutiveFailures };
}
