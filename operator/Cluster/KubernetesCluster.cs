using k8s.Models;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>The real cluster: reads from the watched stores, writes over the API, and what it wrote is in the stores at once.</summary>
internal sealed class KubernetesCluster(ApiClient api, Watches watches, OwnPod ownPod, ClusterOptions options, TimeProvider time, ILogger<KubernetesCluster> logger) : ICluster
{
    private static readonly ApiResource Status = ApiResource.Ingestions with { Plural = $"{Names.Plural}/status" };

    private readonly KeyReads _keys = new(api);
    private readonly CronJobWrites _cronJobs = new(api);
    private readonly JobWrites _jobs = new(api);
    private readonly PodReads _pods = new(api, logger);
    private readonly LogReads _logs = new(api, time, logger);
    private readonly EventPosts _events = new(api, options, time, logger);
    private readonly RefusedWrites _refused = new(logger);

    public string? OwnImage => ownPod.Image;

    public DbtCloudIngestion? Find(IngestionKey key) =>
        watches.StoresOf(key.Namespace).Ingestions.Find(new ObjectName(key.Namespace, key.Name));

    public UnreadableIngestion? FindUnreadable(IngestionKey key) =>
        watches.StoresOf(key.Namespace).Ingestions.Unreadable.Find(new ObjectName(key.Namespace, key.Name)) is { } found ? UnreadableIngestion.Of(found) : null;

    public IReadOnlyList<string> UnreadableCronJobsOf(DbtCloudIngestion ingestion) =>
        [.. watches.StoresOf(ingestion.Key.Namespace).CronJobs.Unreadable.Of(ingestion.Key).Select(cronJob => cronJob.Name.Name)];

    public IEnumerable<DbtCloudIngestion> Ingestions() => watches.AllStores.SelectMany(stores => stores.Ingestions.All());

    public IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion) =>
        [.. watches.StoresOf(ingestion.Key.Namespace).CronJobs.Of(ingestion.Key).Where(cronJob => Ownership.ControllerOf(cronJob)?.Uid == ingestion.Metadata.Uid)];

    public IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion) =>
        watches.StoresOf(ingestion.Key.Namespace).Jobs.Of(ingestion.Key);

    public Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        _keys.ReadSecretAsync(@namespace, name, key, cancellationToken);

    public Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        _keys.ReadConfigMapAsync(@namespace, name, key, cancellationToken);

    public SecretRevision RevisionOf(string @namespace, string name) => !watches.SecretsAreWatched
        ? new SecretRevision.NotWatched()
        : watches.StoresOf(@namespace).Secrets.Find(new ObjectName(@namespace, name)) is { } seen
            ? new SecretRevision.Known(seen.Revision)
            : new SecretRevision.NotSeen();

    public IReadOnlyList<PodSeen> PodsOf(DbtCloudIngestion ingestion) =>
        watches.StoresOf(ingestion.Key.Namespace).Pods.Of(ingestion.Key);

    public Task<IReadOnlyList<PodSeen>?> ReadPodsAsync(V1Job job, CancellationToken cancellationToken) => _pods.ReadAsync(job, cancellationToken);

    public Task<bool?> ReadLogAsync(string @namespace, PodSeen pod, string container, Action<string> eachLine, CancellationToken cancellationToken) =>
        _logs.ReadAsync(@namespace, pod, container, eachLine, cancellationToken);

    public string? RejectionOf(V1Job job) => watches.StoresOf(job.Metadata.NamespaceProperty).JobEvents
        .Of(new IngestionKey(job.Metadata.NamespaceProperty, job.Metadata.Name))
        .Where(happened => happened.InvolvedObject?.Uid == job.Metadata.Uid)
        .MaxBy(Versions.Of)?.Message;

    public async Task<WriteAnswer> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken)
    {
        var (answer, written) = await _cronJobs.ApplyAsync(desired, live, cancellationToken);
        if (written is not null)
        {
            watches.StoresOf(written.Metadata.NamespaceProperty).CronJobs.Learn(written);
        }

        return _refused.Heard(answer, "create and patch", ApiResource.CronJobs, desired.Metadata.NamespaceProperty);
    }

    public async Task<WriteAnswer> DeleteAsync(V1CronJob live, CancellationToken cancellationToken)
    {
        var (answer, isGone) = await _cronJobs.DeleteAsync(live, cancellationToken);
        if (isGone)
        {
            watches.StoresOf(live.Metadata.NamespaceProperty).CronJobs.Forget(live);
        }

        return _refused.Heard(answer, "delete", ApiResource.CronJobs, live.Metadata.NamespaceProperty);
    }

    public async Task<WriteAnswer> StartAsync(V1Job job, CancellationToken cancellationToken)
    {
        var (answer, made) = await _jobs.CreateAsync(job with { Metadata = job.Metadata with { CreationTimestamp = time.GetUtcNow().UtcDateTime } }, cancellationToken);
        if (made is not null)
        {
            watches.StoresOf(job.Metadata.NamespaceProperty).Jobs.Learn(made);
        }

        return _refused.Heard(answer, "create", ApiResource.Jobs, job.Metadata.NamespaceProperty);
    }

    public async Task<WriteAnswer> AnnotateAsync(V1Job job, string annotation, string text, CancellationToken cancellationToken)
    {
        var (answer, written) = await _jobs.AnnotateAsync(job, annotation, text, cancellationToken);
        if (written is not null)
        {
            watches.StoresOf(job.Metadata.NamespaceProperty).Jobs.Learn(written);
        }

        return _refused.Heard(answer, "patch", ApiResource.Jobs, job.Metadata.NamespaceProperty);
    }

    public async Task<WriteAnswer> PublishAsync(DbtCloudIngestion seen, IngestionStatus status, CancellationToken cancellationToken) =>
        _refused.Heard(await PatchAsync(seen, status, cancellationToken), "patch", Status, seen.Key.Namespace);

    public async Task<WriteAnswer> PublishUnreadableAsync(UnreadableIngestion seen, IngestionStatus status, CancellationToken cancellationToken)
    {
        var request = seen.IsInStatus ? StatusPatch.Of(seen.Known, status) : StatusPatch.PartOf(seen.Known, status);
        var answer = await api.SendAsync(request, ClusterJson.Default.ObjectStub, cancellationToken);
        var written = answer.Failure is { } failure ? WriteAnswers.From(failure) : new WriteAnswer.Done();
        return _refused.Heard(written, "patch", Status, seen.Known.Key.Namespace);
    }

    public Task AnnounceAsync(DbtCloudIngestion about, Notice notice, CancellationToken cancellationToken) =>
        _events.PostAsync(about, notice, cancellationToken);

    private async Task<WriteAnswer> PatchAsync(DbtCloudIngestion seen, IngestionStatus status, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(StatusPatch.Of(seen, status), ClusterJson.Default.ObjectStub, cancellationToken);
        if (answer.Body?.Metadata is not { } stored)
        {
            return WriteAnswers.From(answer.Failure ?? ApiFailure.Unreadable(200));
        }

        // Nothing else can have changed: the patch names the version that it was decided on.
        watches.StoresOf(seen.Key.Namespace).Ingestions.Learn(
            seen with { Status = status, Metadata = seen.Metadata with { ResourceVersion = stored.ResourceVersion } });
        return new WriteAnswer.Done();
    }
}
