using k8s.Models;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Tests.Reconcile;

/// <summary>A cluster that holds Secrets alone. A read answers when the gate is open.</summary>
internal sealed class FakeCluster : ICluster
{
    private readonly Dictionary<(string Namespace, string Name), StoredSecret> _secrets = [];
    private readonly TaskCompletionSource _firstRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reads;
    private int _version = 10;

    /// <summary>How often the API server was asked for a Secret's content.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>The value that the last read brought, as long as anybody holds it.</summary>
    public WeakReference LastValue { get; } = new(null);

    /// <summary>Completes when somebody has asked.</summary>
    public Task Asked => _firstRead.Task;

    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>False: the operator may read Secrets but not follow them.</summary>
    public bool WatchesSecrets { get; set; } = true;

    /// <summary>What the API server says in place of every answer.</summary>
    public KeyAnswer? Instead { get; set; }

    /// <summary>What reading throws.</summary>
    public Exception? Panic { get; set; }

    /// <summary>Stores a Secret, in place of an earlier one of the same name.</summary>
    public void Store(string name, params (string Key, string Value)[] data) =>
        _secrets[("data", name)] = new StoredSecret($"uid-of-{name}/{++_version}", data.ToDictionary(pair => pair.Key, pair => pair.Value));

    public string? OwnImage => "operator:1";

    public SecretRevision RevisionOf(string @namespace, string name) => !WatchesSecrets
        ? new SecretRevision.NotWatched()
        : _secrets.TryGetValue((@namespace, name), out var secret) ? new SecretRevision.Known(secret.Revision) : new SecretRevision.NotSeen();

    public async Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        _firstRead.TrySetResult();
        await Gate.WaitAsync(cancellationToken);
        return Panic is { } panic ? throw panic : Instead ?? Read(@namespace, name, key);
    }

    public Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        ReadSecretKeyAsync(@namespace, name, key, cancellationToken);

    public DbtCloudIngestion? Find(IngestionKey key) => null;

    public IEnumerable<DbtCloudIngestion> Ingestions() => [];

    public IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion) => [];

    public IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion) => [];

    public UnreadableIngestion? FindUnreadable(IngestionKey key) => null;

    public IReadOnlyList<string> UnreadableCronJobsOf(DbtCloudIngestion ingestion) => [];

    public Task<WriteAnswer> PublishUnreadableAsync(UnreadableIngestion seen, IngestionStatus status, CancellationToken cancellationToken) => Task.FromResult<WriteAnswer>(new WriteAnswer.Done());

    public IReadOnlyList<PodSeen> PodsOf(DbtCloudIngestion ingestion) => [];

    public Task<IReadOnlyList<PodSeen>?> ReadPodsAsync(V1Job job, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PodSeen>?>([]);

    public Task<bool?> ReadLogAsync(string @namespace, PodSeen pod, string container, Action<string> eachLine, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    public string? RejectionOf(V1Job job) => null;

    public Task<WriteAnswer> ApplyAsync(V1CronJob desired, V1CronJob? live, CancellationToken cancellationToken) => Written;

    public Task<WriteAnswer> DeleteAsync(V1CronJob live, CancellationToken cancellationToken) => Written;

    public Task<WriteAnswer> StartAsync(V1Job job, CancellationToken cancellationToken) => Written;

    public Task<WriteAnswer> AnnotateAsync(V1Job job, string annotation, string text, CancellationToken cancellationToken) => Task.FromResult<WriteAnswer>(new WriteAnswer.Done());

    public Task<WriteAnswer> PublishAsync(DbtCloudIngestion seen, IngestionStatus status, CancellationToken cancellationToken) => Written;

    public Task AnnounceAsync(DbtCloudIngestion about, Notice notice, CancellationToken cancellationToken) => Written;

    private static Task<WriteAnswer> Written => Task.FromResult<WriteAnswer>(new WriteAnswer.Done());

    private KeyAnswer Read(string @namespace, string name, string key) => !_secrets.TryGetValue((@namespace, name), out var secret)
        ? new KeyAnswer.ObjectMissing()
        : secret.Data.TryGetValue(key, out var value)
            ? Found(value, secret.Revision)
            : new KeyAnswer.KeyMissing(secret.Revision, [.. secret.Data.Keys]);

    /// <summary>A value made anew, as one that comes over the wire.</summary>
    private KeyAnswer.Found Found(string stored, string revision)
    {
        var value = new string(stored.AsSpan());
        LastValue.Target = value;
        return new KeyAnswer.Found(value, revision);
    }

    private sealed record StoredSecret(string Revision, IReadOnlyDictionary<string, string> Data);
}
