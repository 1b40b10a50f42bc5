using k8s.Models;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons.LastRunSucceeded;

namespace Operator.Reconcile;

/// <summary>Turns the newest pod of a Job into what the plan knows of it; the words are the scheduler's and the kubelet's.</summary>
internal static class PodReading
{
    private static readonly string[] PullTroubles =
        ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed"];

    /// <summary>A pod that ended as a whole because of its node.</summary>
    private static readonly string[] NodeTroubles = ["Evicted", "NodeLost", "NodeShutdown", "Shutdown", "Terminated", "Preempting"];

    public static PodSeen? NewestOf(V1Job job, IEnumerable<PodSeen> pods) => pods
        .Where(pod => pod.Metadata.Labels?.TryGetValue(Names.ControllerUidLabel, out var uid) == true && uid == job.Metadata.Uid)
        .Where(pod => Ownership.ControllerOf(pod)?.Uid == job.Metadata.Uid)
        .MaxBy(pod => pod.Metadata.CreationTimestamp);

    /// <summary>
    /// When dbt Cloud last asked a pod for silence (429); null where it asked none. Only pods of Jobs count that come from one of our
    /// CronJobs, and no word from the future.
    /// </summary>
    public static DateTimeOffset? SilenceAsked(IReadOnlyList<RunQuestion> asked, Observation seen, DateTimeOffset now) => asked
        .Where(run => run.Job is { } job && seen.CronJobs.Any(cronJob => cronJob.Metadata.Uid == Ownership.ControllerOf(job)?.Uid))
        .Select(run => seen.Outcomes.GetValueOrDefault(run.RunId)?.Pod?.Fetch?.AskedForSilenceAt)
        .Where(at => at <= now + Timing.Leeway)
        .Max();

    public static bool HasEnded(V1Job job, PodSeen pod) => pod.Status?.Phase is "Succeeded" or "Failed" || EndOf(job, pod) is not null;

    public static PodOutcome Of(V1Job job, PodSeen pod)
    {
        var end = EndOf(job, pod);
        var fetch = FetchOf(pod);
        var first = end ?? (fetch?.ExitCode is null or 0 ? null : fetch);
        return new PodOutcome
        {
            ExitCode = first?.ExitCode,
            EndReason = first?.Reason,
            Cause = LogReading.CauseOf(end?.Message),
            Fetch = fetch is null ? null : new FetchOutcome(fetch.ExitCode, fetch.Reason, FetchMessage.Read(fetch.Message), fetch.FinishedAt),
            EvictedBy = EvictedBy(pod),
            IsBeingDeleted = pod.Metadata.DeletionTimestamp is not null,
            Stuck = end is null ? Stuck(pod) : null,
        };
    }

    /// <summary>The ingestion is the pod's only container that is neither an init container nor a mesh's addition: the template's first.</summary>
    public static string? ContainerOf(V1Job job) => job.Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Name;

    private static TerminatedSeen? EndOf(V1Job job, PodSeen pod)
    {
        var container = ContainerOf(job);
        return pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == container)?.State?.Terminated;
    }

    private static TerminatedSeen? FetchOf(PodSeen pod) =>
        pod.Status?.InitContainerStatuses?.FirstOrDefault(status => status.Name == FetchContainer.ContainerName)?.State?.Terminated;

    private static string? EvictedBy(PodSeen pod) =>
        NodeTroubles.Contains(pod.Status?.Reason) ? pod.Status!.Reason
            : pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "DisruptionTarget", Status: "True" }) is { } disrupted ? disrupted.Reason ?? "DisruptionTarget"
            : null;

    private static Finding? Stuck(PodSeen pod)
    {
        var waiting = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).Where(container => container.State?.Waiting is not null).ToList();
        if (waiting.Find(container => PullTroubles.Contains(container.State!.Waiting!.Reason)) is { } image)
        {
            return new(ImagePullFailed, image.Image ?? "of its container");
        }

        if (waiting.Find(container => container.State!.Waiting!.Reason == "CreateContainerConfigError") is { } unset)
        {
            return new(SecretMissing, KubernetesWords.Of(unset.State!.Waiting!.Message));
        }

        return pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" }) is { } unplaced
            ? new(Unschedulable, KubernetesWords.Of(unplaced.Message))
            : null;
    }
}
