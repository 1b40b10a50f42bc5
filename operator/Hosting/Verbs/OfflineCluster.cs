using k8s.Models;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>
/// What stands in for the cluster while a verb runs: keys come from what the person gave, then from the cluster that was named, if
/// one was. Nothing is ever written.
/// </summary>
internal sealed class OfflineCluster(GivenKeys given, ICluster? real) : ICluster
{
    public DbtCloudIngestion? Find(IngestionKey key) => real?.Find(key);

    public IEnumerable<DbtCloudIngestion> Ingestions() => real?.Ingestions() ?? [];

    public IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion) => real?.CronJobsOf(ingestion) ?? [];

    public IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion) => real?.JobsOf(ingestion) ?? [];

    public SecretRevision RevisionOf(string @namespace, string name) => new SecretRevision.NotWatched();

    public async Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        given.Secret(@namespace, name, key)
        ?? (real is null ? new KeyAnswer.ObjectMissing() : await real.ReadSecretKeyAsync(@namespace, name, key, cancellationToken));

    public async Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        given.ConfigMap(@namespace, name, key)
        ?? (real is null ? new KeyAnswer.ObjectMissing() : await real.ReadConfigMapKeyAsync(@namespace, name, key, cancellationToken));

    public IReadOnlyList<PodSeen> PodsOf(DbtCloudIngestion ingestion) => [];

    public Task<IReadOnlyList<PodSeen>?> ReadPodsAsync(V1Job job, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PodSeen>?>([]);

    public string? RejectionOf(V1Job job) => null;

    public Task<WriteAnswer> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> DeleteAsync(V1CronJob live, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> StartAsync(V1Job job, CancellationToken cancellationToken) => NotWritten;

    public Task<WriteAnswer> PublishAsync(DbtCloudIngestion seen, IngestionStatus status, CancellationToken cancellationToken) => NotWritten;

    public Task AnnounceAsync(DbtCloudIngestion about, Notice notice, CancellationToken cancellationToken) => Task.CompletedTask;

    private static Task<WriteAnswer> NotWritten => Task.FromResult<WriteAnswer>(new WriteAnswer.NotLeading());
}
