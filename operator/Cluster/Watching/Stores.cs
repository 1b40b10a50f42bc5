using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>What the operator serves.</summary>
/// <param name="Namespaces">None named means all.</param>
/// <param name="LabelSelector">Only ingestions with these labels; null means all.</param>
/// <param name="WatchSecrets">False where RBAC gives only <c>get</c> on Secrets: they are read when they are needed, and a repaired one is noticed later.</param>
internal sealed record WatchScope(IReadOnlyList<string> Namespaces, string? LabelSelector = null, bool WatchSecrets = true)
{
    public static WatchScope All { get; } = new([]);
}

/// <summary>Turns what a reflector tells into the ingestions concerned.</summary>
internal delegate void Relay(IngestionKey key, Told told, Action<IngestionKey, Told> changed);

/// <summary>What is known of one namespace, or of all: ingestions, what carries their label, and the Secrets that exist.</summary>
internal sealed class Stores
{
    /// <summary>Helm keeps each release in a Secret, often most of a cluster's: no ingestion names those.</summary>
    public const string OtherSecrets = "type!=helm.sh/release.v1";

    /// <summary>What the Job controller says when a Job's pod cannot be made: then there is no pod to look at.</summary>
    public const string RejectedPods = "involvedObject.kind=Job,reason=FailedCreate";

    private readonly SecretIndex _index = new();

    public Store<DbtCloudIngestion> Ingestions { get; } = new(Objects.Ingestion, ingestion => ingestion.Key);

    public Store<V1CronJob> CronJobs { get; } = new(Objects.CronJob, Labelled, ClaimantsOf);

    public Store<V1Job> Jobs { get; } = new(Objects.Job, Labelled);

    public Store<PodSeen> Pods { get; } = new(Objects.Pod, Labelled);

    /// <summary>Here a Job's name stands in place of an ingestion's: events carry no labels.</summary>
    public Store<JobEventSeen> JobEvents { get; } = new(Objects.JobEvent, happened => new(happened.Metadata.NamespaceProperty ?? "", happened.InvolvedObject?.Name ?? ""));

    /// <summary>Here a Secret stands under its own name in place of an ingestion's.</summary>
    public Store<SecretSeen> Secrets { get; } = new(Objects.Secret, secret => new(secret.Metadata.NamespaceProperty ?? "", secret.Metadata.Name ?? ""));

    public static void TellOwner(IngestionKey key, Told told, Action<IngestionKey, Told> changed) => changed(key, told);

    public void TellIngestion(IngestionKey key, Told told, Action<IngestionKey, Told> changed)
    {
        _index.Update(key, Ingestions.Find(new ObjectName(key.Namespace, key.Name)));
        changed(key, told);
    }

    /// <summary>The event may come before the Job that it is about: then the Job's own coming is what is told.</summary>
    public void TellOwnerOfJob(IngestionKey job, Told told, Action<IngestionKey, Told> changed)
    {
        if (Jobs.Find(new ObjectName(job.Namespace, job.Name)) is { } found)
        {
            changed(Labelled(found), told);
        }
    }

    public void TellReaders(IngestionKey secret, Told told, Action<IngestionKey, Told> changed)
    {
        foreach (var reader in _index.ReadersOf(new ObjectName(secret.Namespace, secret.Name)))
        {
            changed(reader, told);
        }
    }

    /// <summary>
    /// Ingestions that may want a CronJob of that name: it is an ingestion's own, or an ingestion's and a filter's with a hyphen
    /// between, and both may have hyphens themselves. One that has waited with NameConflict gets the name as soon as it is free.
    /// </summary>
    public static IEnumerable<IngestionKey> ClaimantsOf(ObjectName cronJob)
    {
        for (var end = cronJob.Name.Length; end > 0; end = cronJob.Name.LastIndexOf('-', end - 1))
        {
            yield return new IngestionKey(cronJob.Namespace, cronJob.Name[..end]);
        }
    }

    private static IngestionKey Labelled<T>(T item)
        where T : IKubernetesObject<V1ObjectMeta> =>
        new(item.Metadata.NamespaceProperty ?? "", item.Metadata.Labels is { } labels && labels.TryGetValue(Names.IngestionLabel, out var name) ? name : "");
}
