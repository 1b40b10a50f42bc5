using k8s.Models;
using Operator.Cluster;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>
/// What stands in for the cluster while a verb runs: keys come from what the person gave, then from the cluster that was named, if
/// one was. Nothing is ever written.
/// </summary>
internal sealed class OfflineCluster(GivenKeys given, ICluster? real) : UnwrittenCluster
{
    public override DbtCloudIngestion? Find(IngestionKey key) => real?.Find(key);

    public override IEnumerable<DbtCloudIngestion> Ingestions() => real?.Ingestions() ?? [];

    public override IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion) => real?.CronJobsOf(ingestion) ?? [];

    public override IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion) => real?.JobsOf(ingestion) ?? [];

    public override async Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        given.Secret(@namespace, name, key)
        ?? (real is null ? new KeyAnswer.ObjectMissing() : await real.ReadSecretKeyAsync(@namespace, name, key, cancellationToken));

    public override async Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        given.ConfigMap(@namespace, name, key)
        ?? (real is null ? new KeyAnswer.ObjectMissing() : await real.ReadConfigMapKeyAsync(@namespace, name, key, cancellationToken));
}
