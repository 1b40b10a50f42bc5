using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Decides what should exist. Everything that the decision rests on comes in, nothing is asked for.</summary>
internal static class Planner
{
    public static IngestionPlan Plan(DbtCloudIngestion ingestion, Observation seen, PlanOptions options, DateTimeOffset now)
    {
        var connection = Standing.Connection(ingestion, seen);
        var openMetadata = Standing.OpenMetadata(ingestion, seen, now);
        if (SpecReview.Of(ingestion, options, seen.ForbiddenHosts) is { } finding)
        {
            return new IngestionPlan
            {
                Verdict = new Verdict.Stalled(finding),
                Connection = connection,
                OpenMetadata = openMetadata,
                Ingestions = [.. Selection.AllOf(ingestion).Select(selection => Judged(ingestion, selection, Waiting(ingestion, selection, AsItIs(ingestion, selection, seen, now), seen), seen, options, now))],
                Delete = [],
            };
        }

        var selections = Selection.AllOf(ingestion);
        var planned = selections.Select(selection => Judged(ingestion, selection, One(ingestion, selection, seen, connection, options, now), seen, options, now)).ToList();
        return new IngestionPlan
        {
            Verdict = Judgement.Of(ingestion, seen, connection, openMetadata, planned, now),
            Connection = connection,
            OpenMetadata = openMetadata,
            Ingestions = planned,
            Delete = [.. seen.CronJobs.Where(cronJob => selections.All(selection => selection.CronJobName != cronJob.Metadata.Name))],
        };
    }

    private static PlannedIngestion One(DbtCloudIngestion ingestion, Selection selection, Observation seen, ConnectionSeen connection, PlanOptions options, DateTimeOffset now)
    {
        var asItIs = AsItIs(ingestion, selection, seen, now);
        var cadence = ScheduleChoice.Of(ingestion, selection, asItIs.Seen, asItIs.Live, options, out var withheld);
        var image = IngestionImage.Choose(ingestion, selection, seen.OpenMetadata.Version, asItIs.Live, options);
        var fetchImage = FetchContainer.ImageFor(ingestion, seen, options);
        var untilVerified = UntilVerified(ingestion, asItIs.Live, connection);
        asItIs = asItIs with { Pipeline = untilVerified is null ? MissingPipeline.Of(ingestion, selection, seen.OpenMetadata.Pipelines, options) : null };
        withheld = Unreadable(selection, seen) ?? untilVerified ?? withheld ?? (image is null ? WithoutImage : fetchImage is null && ArtifactsModes.IsStaged(ingestion) ? WithoutFetchImage : null);
        if (withheld is not null || cadence is null || image is null)
        {
            return Waiting(ingestion, selection, asItIs, seen) with { Withheld = withheld, Image = asItIs.Image ?? image, Schedule = cadence?.Cron ?? asItIs.Schedule };
        }

        // Forbid overlooks Jobs that the CronJob controller did not start itself, so the schedule pauses while one runs.
        var isSuspended = ingestion.Spec!.Suspend == true;
        var requested = RequestedRun.Of(ingestion, selection, seen, isApplied: true);
        var pauses = asItIs.Runs.HasUnfinishedRunOutsideTheSchedule || requested is RequestedRun.Start;
        var desired = DesiredCronJob.Of(ingestion, selection, cadence, new PodImages(image, fetchImage, asItIs.Runs.Mark), isSuspended || pauses, options);
        return asItIs with
        {
            Desired = desired,
            InSync = asItIs.Live is { } live && AppliedState.IsInSync(desired, live),
            Image = image,
            Requested = requested,
            Schedule = cadence.Cron,
            ScheduleNote = ScheduleChoice.Remark(selection, cadence, asItIs.Seen?.JobCron),
            NextScheduleTime = isSuspended ? null : cadence.Next(now),
        };
    }

    /// <summary>The live side alone: what goes on while nothing may be written.</summary>
    private static PlannedIngestion AsItIs(DbtCloudIngestion ingestion, Selection selection, Observation seen, DateTimeOffset now)
    {
        var live = seen.CronJobOf(selection);
        var filter = Standing.Filter(ingestion, selection, seen);
        return new PlannedIngestion
        {
            Filter = selection.Filter,
            CronJobName = selection.CronJobName,
            Live = live,
            Image = IngestionImage.ImageOf(live),
            Schedule = live?.Spec?.Schedule,
            NextScheduleTime = NextOf(live, now),
            Seen = filter,
            Runs = Runs.Of(ingestion, selection, seen, filter),
        };
    }

    /// <summary>A run that is asked for starts from a CronJob as it should be.</summary>
    private static PlannedIngestion Waiting(DbtCloudIngestion ingestion, Selection selection, PlannedIngestion planned, Observation seen) =>
        planned with { Requested = RequestedRun.Of(ingestion, selection, seen, isApplied: false) };

    private static DateTimeOffset? NextOf(V1CronJob? live, DateTimeOffset now) =>
        live?.Spec is { Suspend: not true } ? Slots.Of(live)?.After(now) : null;

    private static PlannedIngestion Judged(DbtCloudIngestion ingestion, Selection selection, PlannedIngestion planned, Observation seen, PlanOptions options, DateTimeOffset now) =>
        planned with { Freshness = Freshness.Of(ingestion, planned, now), Verification = Verification.Of(ingestion, selection, planned, seen, now), Untold = UntoldRun.Of(ingestion, selection, seen, planned, options, now) };

    private static Finding? UntilVerified(DbtCloudIngestion ingestion, V1CronJob? live, ConnectionSeen connection) =>
        live is not null || connection.Reason?.Holds == true || ingestion.Spec?.ConnectionTest?.Required == false
            ? null
            : new Finding(Reasons.CronJobsApplied.WaitingForConnectionTest, "The CronJob is created once the connection is verified. Repair what ConnectionVerified says, or set connectionTest.required to false.");

    /// <summary>To apply over what nobody has read could undo what somebody changed in it, and again at every look.</summary>
    private static Finding? Unreadable(Selection selection, Observation seen) => seen.UnreadableCronJobs.Contains(selection.CronJobName)
        ? new Finding(Reasons.CronJobsApplied.Unreadable, $"The CronJob \"{selection.CronJobName}\" exists and cannot be read; the operator's log says why. Repair it, or delete it to have it made anew.")
        : null;

    private static Finding WithoutFetchImage { get; } = new(Reasons.CronJobsApplied.FetchImageUnknown, Judgement.Sentence(Reasons.CronJobsApplied.FetchImageUnknown));

    private static Finding WithoutImage { get; } = new(Reasons.CronJobsApplied.ImageUnknown, Judgement.Sentence(Reasons.CronJobsApplied.ImageUnknown));
}
