using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The cadence of one selection: the spec's cron with H resolved, or the schedule of the dbt job that it follows.</summary>
internal static class ScheduleChoice
{
    /// <summary>The cadence that the spec itself gives; null with no finding where the job is to be followed.</summary>
    public static Cadence? OfSpec(DbtCloudIngestion ingestion, Selection selection, PlanOptions options, out Finding? finding)
    {
        finding = null;
        var schedule = selection.Schedule;
        return schedule?.Cron is { } cron
            ? Cadence.Read(HashedCron.Resolve(cron, Seed(ingestion, selection)), schedule.TimeZone ?? Defaults.TimeZone, FieldOf(ingestion, selection), options, out finding)
            : null;
    }

    /// <summary>
    /// The cadence in force. While the dbt job cannot be read, the schedule of the live CronJob stays.
    /// </summary>
    /// <param name="withheld">Why there is none: then nothing is written.</param>
    public static Cadence? Of(DbtCloudIngestion ingestion, Selection selection, FilterSeen? seen, V1CronJob? live, PlanOptions options, out Finding? withheld)
    {
        withheld = null;
        if (selection.Schedule?.FollowJob != true)
        {
            return OfSpec(ingestion, selection, options, out withheld);
        }

        if ((seen?.JobCron is { } own ? FollowedSchedule.Of(own).Cron : live?.Spec?.Schedule) is not { } cron)
        {
            withheld = new Finding(
                Reasons.CronJobsApplied.WaitingForJobSchedule,
                $"The schedule of job {selection.JobId} is not known yet; it is taken once the job can be read, see RecentRunFound.");
            return null;
        }

        return OfJob(cron, selection, options, out withheld);
    }

    /// <summary>That the job's schedule could not be followed, or that a fixed one runs more or less often than the job.</summary>
    public static Finding? Remark(Selection selection, Cadence cadence, string? jobCron) => jobCron switch
    {
        null => null,
        _ when selection.Schedule?.FollowJob == true => FollowedSchedule.Of(jobCron).Fits
            ? null
            : new Finding(Reasons.CronJobsApplied.ScheduleAssumed, $"The schedule \"{jobCron}\" of job {selection.JobId} cannot be that of a CronJob, so it is ingested every three hours; write schedule.cron in place of followJob to choose another."),
        _ when CronSchedule.Read(jobCron, out _) is { } job && job.RunsInFourWeeks() is var runs && cadence.Schedule.RunsInFourWeeks() is var ingestions && runs != ingestions =>
            new Finding(Reasons.CronJobsApplied.ScheduleDiffers, $"It is ingested {ingestions} times in four weeks, and job {selection.JobId} runs {runs} times ({jobCron}, UTC); schedule.followJob keeps them together."),
        _ => null,
    };

    /// <summary>Where in the spec the schedule of a selection stands.</summary>
    public static string FieldOf(DbtCloudIngestion ingestion, Selection selection)
    {
        var isOwn = ingestion.Spec?.Filters?.Any(filter => filter.Name == selection.Filter && filter.Schedule is not null) == true;
        return isOwn ? $"spec.filters[{selection.Filter}].schedule.cron" : "spec.schedule.cron";
    }

    private static Cadence? OfJob(string cron, Selection selection, PlanOptions options, out Finding? withheld)
    {
        // dbt Cloud has no time zones: its schedules are UTC.
        var cadence = Cadence.Read(cron, Defaults.TimeZone, $"The schedule of job {selection.JobId}", options, out var finding);
        withheld = finding is null
            ? null
            : new Finding(Reasons.CronJobsApplied.WaitingForJobSchedule, $"{finding.Message.TrimEnd('.')}. Write schedule.cron in place of followJob, or change the schedule in dbt Cloud.");
        return cadence;
    }

    private static string Seed(DbtCloudIngestion ingestion, Selection selection) =>
        $"{ingestion.Metadata.NamespaceProperty}/{ingestion.Metadata.Name}/{selection.Filter}";
}
