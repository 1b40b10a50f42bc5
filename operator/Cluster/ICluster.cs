using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>
/// The Kubernetes API as the reconciler needs it. Reads of ingestions, CronJobs and Jobs come from the watched store; reads of
/// Secrets and ConfigMaps are single GETs whose values are never kept.
/// </summary>
internal interface ICluster
{
    DbtCloudIngestion? Find(IngestionKey key);

    /// <summary>Null for an ingestion that can be read, or does not exist.</summary>
    UnreadableIngestion? FindUnreadable(IngestionKey key);

    /// <summary>Every ingestion that is watched. Each is unpacked for it: nothing for every reconcile.</summary>
    IEnumerable<DbtCloudIngestion> Ingestions();

    /// <summary>CronJobs that carry the ingestion's label and have this very object (uid) as their controller.</summary>
    IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion);

    /// <summary>Names of the CronJobs that carry the ingestion's label and cannot be read.</summary>
    IReadOnlyList<string> UnreadableCronJobsOf(DbtCloudIngestion ingestion);

    /// <summary>Jobs that carry the ingestion's label, started by schedule or by hand.</summary>
    IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion);

    /// <summary>Image of the operator's own container; null where it is not known.</summary>
    string? OwnImage { get; }

    /// <summary>What the watch, which sees metadata alone, knows of a Secret.</summary>
    SecretRevision RevisionOf(string @namespace, string name);

    Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken);

    Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken);

    /// <summary>Pods that carry the ingestion's label, as the watch has told of them.</summary>
    IReadOnlyList<PodSeen> PodsOf(DbtCloudIngestion ingestion);

    /// <summary>The pods of one Job, asked for anew; null where the API server did not answer.</summary>
    Task<IReadOnlyList<PodSeen>?> ReadPodsAsync(V1Job job, CancellationToken cancellationToken);

    /// <summary>
    /// Hands on the lines at the end of a container's log. True where those are all, false where the log begins before them; null
    /// where it could not be read to its end, or may not be.
    /// </summary>
    Task<bool?> ReadLogAsync(string @namespace, PodSeen pod, string container, Action<string> eachLine, CancellationToken cancellationToken);

    /// <summary>The Job controller's newest word on why it cannot make the Job's pod; null where it said nothing.</summary>
    string? RejectionOf(V1Job job);

    /// <summary>
    /// Server-side apply. With <paramref name="live"/> known to be ours it is forced and carries its uid and version; without, it
    /// only makes what does not exist. After a conflict one GET decides whether the object is ours (then forced) or a stranger's.
    /// </summary>
    Task<WriteAnswer> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken);

    /// <summary>Deletes in the background what is still ours, with its uid and version as preconditions. One that is gone, or another's by now, is done.</summary>
    Task<WriteAnswer> DeleteAsync(V1CronJob live, CancellationToken cancellationToken);

    /// <summary>Starts a run. A Job of that name which is there already counts as started if it is the run of the same request, else its name is taken.</summary>
    Task<WriteAnswer> StartAsync(V1Job job, CancellationToken cancellationToken);

    /// <summary>Sets one annotation of a Job, and of no other that has its name by now; stale where it has changed meanwhile, which the watch tells.</summary>
    Task<WriteAnswer> AnnotateAsync(V1Job job, string annotation, string text, CancellationToken cancellationToken);

    /// <summary>One patch of the whole status, refused when <paramref name="seen"/> is no longer the newest (its resourceVersion).</summary>
    Task<WriteAnswer> PublishAsync(DbtCloudIngestion seen, IngestionStatus status, CancellationToken cancellationToken);

    /// <summary>Writes into the status of an ingestion that cannot be read; <see cref="PublishAsync"/> would take it for one that can.</summary>
    /// <param name="status">What is to stand in it; the rest stays, unless the status itself is what cannot be read.</param>
    Task<WriteAnswer> PublishUnreadableAsync(UnreadableIngestion seen, IngestionStatus status, CancellationToken cancellationToken);

    /// <summary>Writes one event (events.k8s.io/v1). A failure is logged, never fatal.</summary>
    Task AnnounceAsync(DbtCloudIngestion about, Notice notice, CancellationToken cancellationToken);
}

/// <summary>Which revision of a Secret exists, as far as the watch knows.</summary>
internal abstract record SecretRevision
{
    private SecretRevision()
    {
    }

    /// <summary>uid/resourceVersion.</summary>
    internal sealed record Known(string Revision) : SecretRevision;

    /// <summary>None of that name, or none yet: a read tells for sure.</summary>
    internal sealed record NotSeen : SecretRevision;

    /// <summary>The operator may only read Secrets, not follow them.</summary>
    internal sealed record NotWatched : SecretRevision;
}

/// <summary>What reading one key of a Secret or ConfigMap gave.</summary>
internal abstract record KeyAnswer
{
    private KeyAnswer()
    {
    }

    /// <summary>The value is handed on and never kept; <see cref="ToString"/> does not show it.</summary>
    internal sealed record Found(string Value, string Revision) : KeyAnswer
    {
        public override string ToString() => $"Found {{ Revision = {Revision} }}";
    }

    internal sealed record ObjectMissing : KeyAnswer;

    internal sealed record KeyMissing(string Revision, IReadOnlyList<string> Keys) : KeyAnswer;

    /// <summary>The value is longer than any that is read here.</summary>
    internal sealed record TooLong(string Revision) : KeyAnswer;

    internal sealed record Forbidden : KeyAnswer;

    /// <summary>The API server could not be asked; a later try may help.</summary>
    internal sealed record Unavailable(string Why) : KeyAnswer;
}

/// <summary>What a write came to.</summary>
internal abstract record WriteAnswer
{
    private WriteAnswer()
    {
    }

    internal sealed record Done : WriteAnswer;

    /// <summary>Somebody else wrote in between: decide again from the newer object.</summary>
    internal sealed record Stale : WriteAnswer;

    /// <summary>The object is gone.</summary>
    internal sealed record Gone : WriteAnswer;

    /// <summary>An object of that name exists and is not ours.</summary>
    internal sealed record NameTaken(string By) : WriteAnswer;

    internal sealed record Forbidden(string Why) : WriteAnswer;

    internal sealed record QuotaExceeded(string Why) : WriteAnswer;

    /// <summary>Refused by validation or admission; <see cref="Why"/> is the API server's own sentence.</summary>
    internal sealed record Rejected(string Why) : WriteAnswer;

    internal sealed record Unavailable(string Why) : WriteAnswer;

    /// <summary>Not sent, since this replica does not lead, or not any more.</summary>
    internal sealed record NotLeading : WriteAnswer;
}
