using Operator.Resource;

namespace Operator.Plan;

/// <summary>How far what is ingested is behind the newest run of dbt Cloud.</summary>
/// <param name="FinishedAt">Of the newest run.</param>
/// <param name="Ingested">Up to here everything is ingested.</param>
/// <param name="StaleAt">When that is no longer excused; null where it is not far behind.</param>
internal sealed record Lag(DbtRunSeen Newest, DateTimeOffset FinishedAt, DateTimeOffset Ingested, DateTimeOffset? StaleAt, bool IsTaken)
{
    /// <summary>Null where nothing was ingested yet, or no run of dbt Cloud is known.</summary>
    public static Lag? Of(PlannedIngestion planned)
    {
        if (planned.Seen?.RecentRun is not { FinishedAt: { } finished } newest || (planned.Runs.LastIngested?.StartTime ?? planned.Runs.LastSuccessfulTime) is not { } began)
        {
            return null;
        }

        // The container takes the newest run that has finished when it starts, also one that the last test did not know yet.
        var known = planned.Runs.LastIngested;
        var isExact = known is { DbtRunFinishedAt: not null, Source: not (null or DbtRunSources.Inferred) };
        var ingested = isExact ? known!.DbtRunFinishedAt!.Value : began;
        var isTaken = newest.Id == known?.DbtRunId || finished <= ingested;

        // One clock is dbt Cloud's, the other the cluster's.
        var leeway = isExact ? TimeSpan.Zero : Timing.Leeway;
        return new(newest, finished, ingested, isTaken ? null : EndOfExcuse(planned, finished, finished - ingested - leeway, began), isTaken);
    }

    /// <summary>It is excused until a slot after it has gone by without a success: until then its ingestion is still to come.</summary>
    private static DateTimeOffset? EndOfExcuse(PlannedIngestion planned, DateTimeOffset finished, TimeSpan behind, DateTimeOffset began) =>
        Slots.Of(planned.Desired ?? planned.Live) is { } slots && behind > slots.Schedule.ShortestGap() && slots.After(finished < began ? finished : began) is { } slot
            ? slots.LostAt(slot)
            : null;
}
