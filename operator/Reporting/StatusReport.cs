using System.Text.Json;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reporting;

/// <summary>Turns a plan, and what became of it, into the status that people and programs read.</summary>
internal static class StatusReport
{
    /// <param name="page">Where messages of trouble lead; null is the page as it lies in the repository.</param>
    public static Report Of(
        DbtCloudIngestion ingestion, Observation seen, IngestionPlan plan, IReadOnlyList<CarriedOut> done, DateTimeOffset now, ReasonsPage? page = null)
    {
        var before = ingestion.Status;
        plan = plan with { OpenMetadata = OpenMetadataFindings.AfterWriting(plan.OpenMetadata, done) };
        var findings = Assessment.Of(ingestion, seen, plan, done);
        var conditions = Conditions.Of(ingestion, plan.Verdict, findings, page ?? ReasonsPage.InTheRepository, now);
        var filters = plan.Ingestions.Select(planned => StatusLimits.Of(FilterReport.Of(planned, before, done))).ToList();
        var status = new IngestionStatus
        {
            ObservedGeneration = ingestion.Metadata.Generation,
            Conditions = conditions,
            Connection = plan.Verdict is Verdict.Stalled ? before?.Connection : StatusLimits.Of(ConnectionReport.Of(ingestion, seen, plan)),
            Ingestions = filters,
            LastRun = filters.Select(filter => filter.LastRun).Where(run => run is not null).MaxBy(run => run!.StartTime),
            LastSuccessfulTime = filters.Max(filter => filter.LastSuccessfulTime),
            Schedule = ScheduleOf(filters),
            LastHandledRunAt = RequestedReport.Handled(ingestion, filters) ?? before?.LastHandledRunAt,
            LastHandledReconcileAt = Requests.ReconcileAt(ingestion) ?? before?.LastHandledReconcileAt,
        };
        var runs = new RunNotices(ingestion, page ?? ReasonsPage.InTheRepository);
        var notices = Notices.Of(before?.Conditions, conditions).Concat(plan.Ingestions.Zip(filters, runs.Of).SelectMany(told => told));
        return new Report(status, !IsSame(before, status), [.. notices]);
    }

    private static string? ScheduleOf(IReadOnlyList<FilterStatus> filters)
    {
        var schedules = filters.Select(filter => filter.Schedule).Where(schedule => schedule is not null).Distinct().ToList();
        return schedules.Count > 1 ? $"{schedules.Count} schedules" : schedules.FirstOrDefault();
    }

    private static bool IsSame(IngestionStatus? before, IngestionStatus after) =>
        before is not null && JsonSerializer.Serialize(before, LeanJson.Status) == JsonSerializer.Serialize(after, LeanJson.Status);
}
