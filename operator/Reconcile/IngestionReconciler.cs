using Operator.Cluster;
using Operator.Engine;
using Operator.Plan;
using Operator.Reporting;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>The one story: find, gather, plan, carry out, report, revisit.</summary>
internal sealed class IngestionReconciler(
    ICluster cluster,
    Gatherer gatherer,
    OpenMetadataWrites openMetadata,
    PlanOptions options,
    ReasonsPage page,
    IngestionGauges gauges,
    ILongRunning<IngestionKey> turns,
    WorkersOptions workers,
    TimeProvider time)
{
    private readonly Carrying carrying = new(cluster);
    private readonly UnreadableReconciler unreadables = new(cluster, page, gauges, time);

    public async Task<Revisit> ReconcileAsync(IngestionKey key, CancellationToken cancellationToken)
    {
        if (cluster.Find(key) is null && cluster.FindUnreadable(key) is { Known.Metadata.DeletionTimestamp: null } unreadable)
        {
            return await unreadables.ReconcileAsync(unreadable, cancellationToken);
        }

        if (cluster.Find(key) is not { } ingestion || ingestion.Metadata.DeletionTimestamp is not null)
        {
            gauges.Forget(key);
            gatherer.Forget(key);
            carrying.Started.Forget(key);
            return new Revisit.Never(); // Owner references clean up; there is nothing to say about what is gone.
        }

        // Given back at the very end: by then the next resource of the same Secret has begun and shares the token, where a burst
        // would read it again for each.
        using var borrowed = new Borrowed();
        using var outside = new OutsideWork(key, turns, workers.ReconcileTimeout, time);
        return await gatherer.GatherAsync(ingestion, borrowed, outside, cancellationToken) switch
        {
            Gathered.NotNow(var why) => new Revisit.Backoff(why),
            Gathered.Seen seen => await GoOnAsync(ingestion, seen, outside, cancellationToken),
            _ => new Revisit.LongRunning(),
        };
    }

    private async Task<Revisit> GoOnAsync(DbtCloudIngestion ingestion, Gathered.Seen seen, OutsideWork outside, CancellationToken cancellationToken)
    {
        seen = seen with { World = seen.World with { Started = carrying.Started.Of(ingestion) } };
        var plan = Planner.Plan(ingestion, seen.World, options, time.GetUtcNow());
        var told = await openMetadata.OutAsync(plan, seen.OpenMetadata, outside, cancellationToken); // Before a CronJob can start a run.
        var carried = await carrying.OutAsync(ingestion, plan, cancellationToken);
        var report = StatusReport.Of(ingestion, seen.World, plan, [.. told.Outcomes, .. carried.Outcomes], time.GetUtcNow(), page);
        var published = await PublishAsync(ingestion, report, cancellationToken);
        return (carried.TryAgain ?? told.TryAgain ?? published) is { } why ? new Revisit.Backoff(why)
            : outside.WasPutOff ? new Revisit.LongRunning()
            : After(plan.Verdict);
    }

    /// <summary>One patch, only if it says something new; then the events. Null when it arrived.</summary>
    private async Task<string?> PublishAsync(DbtCloudIngestion ingestion, Report report, CancellationToken cancellationToken)
    {
        if (!report.Changed)
        {
            gauges.Show(ingestion.Key, report.Status);
            return null;
        }

        var answer = await cluster.PublishAsync(ingestion, report.Status, cancellationToken);
        if (answer is not WriteAnswer.Done)
        {
            return answer is WriteAnswer.Gone ? null : "the status could not be written";
        }

        carrying.Started.Forget(ingestion.Key);
        gauges.Show(ingestion.Key, report.Status);
        foreach (var notice in report.Notices)
        {
            await cluster.AnnounceAsync(ingestion, notice, cancellationToken);
        }

        return null;
    }

    private static Revisit After(Verdict verdict) => verdict switch
    {
        Verdict.Settled settled => new Revisit.In(settled.CheckAgainIn),
        Verdict.Waiting waiting => new Revisit.In(waiting.CheckAgainIn),
        _ => new Revisit.Never(),
    };
}
