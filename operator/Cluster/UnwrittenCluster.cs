using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>A cluster that a person's command reads, without a watch, and where nothing is ever written.</summary>
internal abstract class UnwrittenCluster : ICluster
{
    private static Task<WriteAnswer> NotWritten => Task.FromResult<WriteAnswer>(new WriteAnswer.NotLeading());

    public abstract DbtCloudIngestion? Find(IngestionKey key);

    public abstract IEnumerable<DbtCloudIngestion> Ingestions();

    public abstract IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion);

    public abstract IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion);

    public abstract Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken);

    public abstract Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken);

    public string? OwnImage => null;

    public UnreadableIngestion? FindUnreadable(IngestionKey key) => null;

    public IReadOnlyList<string> UnreadableCronJobsOf(DbtCloudIngestion ingestion) => [];

    public SecretRevision RevisionOf(string @namespace, string name) => new SecretRevision.NotWatched();

    public IReadOnlyList<PodSeen> PodsOf(DbtCloudIngestion ingestion) => [];

    public virtual Task<IReadOnlyList<PodSeen>?> ReadPodsAsync(V1Job job, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PodSeen>?>([]);

    public Task<bool?> ReadLogAsync(string @namespace, PodSeen pod, string container, Action<string> eachLine, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    public string? RejectionOf(V1Job job) => null;

    public Task<WriteAnswer> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> DeleteAsync(V1CronJob live, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> StartAsync(V1Job job, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> AnnotateAsync(V1Job job, string annotation, string text, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> PublishAsync(DbtCloudIngestion seen, IngestionStatus status, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> PublishUnreadableAsync(UnreadableIngestion seen, IngestionStatus status, CancellationToken cancellationToken) => NotWritten;

    public Task AnnounceAsync(DbtCloudIngestion about, Notice notice, CancellationToken cancellationToken) => Task.CompletedTask;
}
