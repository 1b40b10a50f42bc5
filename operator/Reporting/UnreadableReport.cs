using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>What an ingestion that cannot be read is told in its own status.</summary>
internal static class UnreadableReport
{
    /// <param name="known">Name, version and the last status, without a spec.</param>
    /// <param name="why">A sentence without anything that stands in the object.</param>
    /// <param name="path">The field, as a JSON path.</param>
    public static Report Of(DbtCloudIngestion known, string why, string path, ReasonsPage page, DateTimeOffset now)
    {
        var finding = new Finding(Reasons.Stalled.InvalidSpec, $"The object cannot be read: {why}, at {path}. Apply it again without that. Its CronJobs go on as they were.");
        var before = known.Status;
        var conditions = Conditions.Of(known, new Verdict.Stalled(finding), [], page, now);
        var isTold = before?.ObservedGeneration == known.Metadata.Generation && conditions.SequenceEqual(before?.Conditions ?? []);
        var status = new IngestionStatus { ObservedGeneration = known.Metadata.Generation, Conditions = conditions };
        return new Report(status, !isTold, [.. Notices.Of(before?.Conditions, conditions)]);
    }

    /// <summary>A status in place of one that cannot be read: as much of that as is known. The next look completes it.</summary>
    public static IngestionStatus Anew(DbtCloudIngestion known) => new()
    {
        Conditions = known.Status?.Conditions,
        LastHandledRunAt = known.Status?.LastHandledRunAt,
        LastHandledReconcileAt = known.Status?.LastHandledReconcileAt,
    };
}
