using Operator.OpenMetadata;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>When and how often a pipeline runs, out of its Airflow configuration.</summary>
internal sealed record ImportedSchedule(ScheduleSpec Spec, bool IsSuspended, RunSpec? Run, IReadOnlyList<string> Notes)
{
    /// <summary>What the guide recommends for a pipeline that is started by hand.</summary>
    private const string OnDemand = "0 */3 * * *";

    private const int MostRetries = 10;
    private const int ShortestDeadline = 60;
    private const int LongestDeadline = 604_800;

    private static readonly string[] Known =
    [
        "scheduleInterval", "pipelineTimezone", "pausePipeline", "retries", "workflowTimeout",
        // Of no use to a CronJob, or what it does anyway.
        "startDate", "concurrency", "maxActiveRuns", "retryDelay", "pipelineCatchup", "workflowDefaultView", "workflowDefaultViewOrientation",
    ];

    public static ImportedSchedule Of(PipelineSetup pipeline)
    {
        var airflow = pipeline.Airflow;
        var cron = SetupReading.Text(airflow, "scheduleInterval");
        var zone = SetupReading.Text(airflow, "pipelineTimezone") is { } named and not ("UTC" or "Etc/UTC") ? named : null;
        var isPaused = !pipeline.Enabled || SetupReading.Flag(airflow, "pausePipeline") is true;
        return new ImportedSchedule(new ScheduleSpec { Cron = cron ?? OnDemand, TimeZone = zone }, cron is null || isPaused, RunOf(pipeline), [.. Tell(pipeline, cron, isPaused)]);
    }

    private static IEnumerable<string> Tell(PipelineSetup pipeline, string? cron, bool isPaused)
    {
        if (cron is null)
        {
            yield return $"The pipeline has no schedule: {OnDemand} is written, suspended. Set suspend to false, or start runs with kubectl create job --from=cronjob/NAME.";
        }
        else if (isPaused)
        {
            yield return "The pipeline is disabled or paused, so the ingestion is suspended; set suspend to false to let it run.";
        }

        foreach (var field in SetupReading.Unknown(pipeline.Airflow, Known))
        {
            yield return $"Not carried over: airflowConfig.{field}, which has no counterpart.";
        }
    }

    private static RunSpec? RunOf(PipelineSetup pipeline)
    {
        int? retries = SetupReading.Number(pipeline.Airflow, "retries") is > 0 and var wanted ? Math.Min(wanted, MostRetries) : null;
        long? deadline = SetupReading.Number(pipeline.Airflow, "workflowTimeout") is { } seconds ? Math.Clamp(seconds, ShortestDeadline, LongestDeadline) : null;
        return retries is null && deadline is null ? null : new RunSpec { Retries = retries, ActiveDeadlineSeconds = deadline };
    }
}
