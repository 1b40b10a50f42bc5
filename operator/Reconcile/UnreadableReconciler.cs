using Operator.Cluster;
using Operator.Engine;
using Operator.Reporting;

namespace Operator.Reconcile;

/// <summary>Tells an ingestion that it cannot be read, once for each of its generations, and touches nothing that belongs to it.</summary>
internal sealed class UnreadableReconciler(ICluster cluster, ReasonsPage page, IngestionGauges gauges, TimeProvider time)
{
    public async Task<Revisit> ReconcileAsync(UnreadableIngestion unreadable, CancellationToken cancellationToken)
    {
        if (unreadable.IsInStatus)
        {
            return After(await cluster.PublishUnreadableAsync(unreadable, UnreadableReport.Anew(unreadable.Known), cancellationToken));
        }

        var known = unreadable.Known;
        var report = UnreadableReport.Of(known, unreadable.Why, unreadable.Path, page, time.GetUtcNow());
        gauges.Show(known.Key, report.Status);
        if (!report.Changed)
        {
            return new Revisit.Never();
        }

        var answer = await cluster.PublishUnreadableAsync(unreadable, report.Status, cancellationToken);
        foreach (var notice in answer is WriteAnswer.Done ? report.Notices : [])
        {
            await cluster.AnnounceAsync(known, notice, cancellationToken);
        }

        return After(answer);
    }

    /// <summary>Only an edit can cure it, and the watch tells of that.</summary>
    private static Revisit After(WriteAnswer answer) => answer is WriteAnswer.Done or WriteAnswer.Gone
        ? new Revisit.Never()
        : new Revisit.Backoff("the status of an object that cannot be read could not be written");
}
