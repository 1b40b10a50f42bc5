using System.Globalization;
using k8s.Models;
using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Plan;

/// <summary>Runs whose Jobs were cleaned up before their end was seen: what is left are OpenMetadata's word and the CronJob's own.</summary>
internal static class VanishedRuns
{
    /// <summary>The run that the status knows, now that its Job is gone.</summary>
    public static RunStatus Settle(RunStatus kept, OutcomeSeen? outcome, V1CronJob? cronJob)
    {
        if (Runs.IsEnded(kept))
        {
            return kept;
        }

        var succeeded = SucceededAt(cronJob) is { } at && at >= kept.StartTime ? at : (DateTimeOffset?)null;
        var reason = RunResult.ByOpenMetadata(outcome?.PipelineState) ?? (succeeded is null ? Stopped : Succeeded);
        return kept with
        {
            Result = reason.Name,
            CompletionTime = succeeded,
            Message = reason == Stopped ? $"Job {kept.Job} was deleted before its end was seen."
                : $"Job {kept.Job} was cleaned up before its end was seen; {(outcome?.PipelineState is null ? "its CronJob" : "OpenMetadata")} knows how it ended.{RunMessage.Counted(outcome)}",
        };
    }

    /// <summary>
    /// A whole run of which nothing else is left: the CronJob has succeeded after the newest run that is known. While one goes on
    /// the CronJob may only be the first to tell of its end.
    /// </summary>
    public static RunStatus? ToldByCronJob(V1CronJob? cronJob, List<RunStatus> runs, FilterStatus? known)
    {
        var last = runs.LastOrDefault();
        var isNews = SucceededAt(cronJob) is { } at
            && (last is null || (Runs.IsEnded(last) && at > (last.CompletionTime ?? last.StartTime)))
            && (known?.LastSuccessfulTime is not { } before || at > before);
        return isNews && ScheduledAt(cronJob) is { } start && start <= SucceededAt(cronJob) && !(start <= last?.StartTime)
            ? new RunStatus
            {
                Job = string.Create(CultureInfo.InvariantCulture, $"{cronJob!.Metadata.Name}-{start.ToUnixTimeSeconds() / 60}"),
                Trigger = RunTriggers.Schedule,
                StartTime = start,
                CompletionTime = SucceededAt(cronJob),
                Result = Succeeded.Name,
                Message = "Its Job was cleaned up before it was seen; its CronJob knows that it succeeded.",
            }
            : null;
    }

    private static DateTimeOffset? SucceededAt(V1CronJob? cronJob) => KubernetesTime.Of(cronJob?.Status?.LastSuccessfulTime);

    private static DateTimeOffset? ScheduledAt(V1CronJob? cronJob) => KubernetesTime.Of(cronJob?.Status?.LastScheduleTime);
}
