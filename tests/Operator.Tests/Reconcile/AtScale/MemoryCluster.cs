using k8s.Models;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>A cluster in memory that holds ingestions and their CronJobs; every Secret is there, and holds the token that its name says.</summary>
internal sealed class MemoryCluster : ICluster
{
    private readonly Dictionary<IngestionKey, DbtCloudIngestion> _ingestions = [];
    private readonly Dictionary<string, V1CronJob> _cronJobs = [];

    public IEnumerable<DbtCloudIngestion> Ingestions() => _ingestions.Values;

    /// <summary>How often a status was written.</summary>
    public int StatusWrites { get; private set; }

    public void ForgetWrites() => StatusWrites = 0;

    public void Add(DbtCloudIngestion ingestion) => _ingestions[ingestion.Key] = ingestion;

    public DbtCloudIngestion? Find(IngestionKey key) => _ingestions.GetValueOrDefault(key);

    public IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion) =>
        [.. _cronJobs.Values.Where(cronJob => cronJob.Metadata.OwnerReferences[0].Uid == ingestion.Metadata.Uid)];

    public IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion) => [];

    public string? OwnImage => "operator:1";

    public SecretRevision RevisionOf(string @namespace, string name) => new SecretRevision.Known(name + "/1");

    public Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        Task.FromResult<KeyAnswer>(new KeyAnswer.Found(name + "-token", name + "/1"));

    public Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        Task.FromResult<KeyAnswer>(new KeyAnswer.ObjectMissing());

    public UnreadableIngestion? FindUnreadable(IngestionKey key) => null;

    public IReadOnlyList<string> UnreadableCronJobsOf(DbtCloudIngestion ingestion) => [];

    public Task<WriteAnswer> PublishUnreadableAsync(UnreadableIngestion seen, IngestionStatus status, CancellationToken cancellationToken) => Task.FromResult<WriteAnswer>(new WriteAnswer.Done());

    public IReadOnlyList<PodSeen> PodsOf(DbtCloudIngestion ingestion) => [];

    public Task<IReadOnlyList<PodSeen>?> ReadPodsAsync(V1Job job, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PodSeen>?>([]);

    public Task<bool?> ReadLogAsync(string @namespace, PodSeen pod, string container, Action<string> eachLine, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    public string? RejectionOf(V1Job job) => null;

    public Task<WriteAnswer> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken)
    {
        _cronJobs[desired.Metadata.Name] = desired;
        return Done;
    }

    public Task<WriteAnswer> DeleteAsync(V1CronJob live, CancellationToken cancellationToken)
    {
        _cronJobs.Remove(live.Metadata.Name);
        return Done;
    }

    public Task<WriteAnswer> StartAsync(V1Job job, CancellationToken cancellationToken) => Done;

    public Task<WriteAnswer> AnnotateAsync(V1Job job, string annotation, string text, CancellationToken cancellationToken) => Task.FromResult<WriteAnswer>(new WriteAnswer.Done());

    public Task<WriteAnswer> PublishAsync(DbtCloudIngestion seen, IngestionStatus status, CancellationToken cancellationToken)
    {
        StatusWrites++;
        _ingestions[seen.Key] = seen with { Status = status };
        return Done;
    }

    public Task AnnounceAsync(DbtCloudIngestion about, Notice notice, CancellationToken cancellationToken) => Task.CompletedTask;

    private static Task<WriteAnswer> Done => Task.FromResult<WriteAnswer>(new WriteAnswer.Done());
}
