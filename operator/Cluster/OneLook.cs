using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>The cluster as a command of a person reads it: once, without a watch, and without writing anything.</summary>
internal sealed class OneLook(ApiClient api) : UnwrittenCluster
{
    private readonly KeyReads _keys = new(api);
    private readonly Dictionary<IngestionKey, Sight> _seen = [];

    /// <summary>Reads an ingestion and what belongs to it; the reason where that cannot be done. That it does not exist is an answer.</summary>
    public async Task<string?> LookAsync(IngestionKey key, CancellationToken cancellationToken)
    {
        var ingestion = await api.SendAsync(ApiRequest.Get(ApiResource.Ingestions.Named(key.Namespace, key.Name)), Objects.Ingestion, cancellationToken);
        var (cronJobs, noCronJobs) = await ListAsync(ApiResource.CronJobs, key, Objects.CronJob, cancellationToken);
        var (jobs, noJobs) = await ListAsync(ApiResource.Jobs, key, Objects.Job, cancellationToken);
        _seen[key] = new Sight(ingestion.Body, cronJobs, jobs);
        return (ingestion.Failure is { Code: not 404 } failure ? failure.Message : null) ?? noCronJobs ?? noJobs;
    }

    public override DbtCloudIngestion? Find(IngestionKey key) => _seen.GetValueOrDefault(key)?.Ingestion;

    public override IEnumerable<DbtCloudIngestion> Ingestions() => _seen.Values.Select(sight => sight.Ingestion).OfType<DbtCloudIngestion>();

    public override IReadOnlyList<V1CronJob> CronJobsOf(DbtCloudIngestion ingestion) =>
        [.. (_seen.GetValueOrDefault(ingestion.Key)?.CronJobs ?? []).Where(cronJob => Ownership.ControllerOf(cronJob)?.Uid is { } uid && uid == ingestion.Metadata.Uid)];

    public override IReadOnlyList<V1Job> JobsOf(DbtCloudIngestion ingestion) => _seen.GetValueOrDefault(ingestion.Key)?.Jobs ?? [];

    /// <summary>What the API server would make of a CronJob that exists, were it applied now. Nothing is stored.</summary>
    public async Task<(V1CronJob? After, string? Trouble)> TryAsync(V1CronJob desired, V1CronJob live, CancellationToken cancellationToken)
    {
        var body = desired with { Metadata = desired.Metadata with { Uid = live.Metadata.Uid } };
        var path = ApiResource.CronJobs.Named(desired.Metadata.NamespaceProperty, desired.Metadata.Name)
            .With("dryRun", "All")
            .With("fieldManager", Names.FieldManager)
            .With("fieldValidation", "Strict")
            .With("force", "true");
        var request = new ApiRequest(HttpMethod.Patch, path, JsonSerializer.SerializeToUtf8Bytes(body, LeanJson.CronJob), ApiRequest.Apply);
        var answer = await api.SendAsync(request, Objects.CronJob, cancellationToken);
        return (answer.Body, answer.Failure?.Message);
    }

    /// <summary>Null where they may not be listed.</summary>
    public override async Task<IReadOnlyList<PodSeen>?> ReadPodsAsync(V1Job job, CancellationToken cancellationToken) =>
        (await api.SendAsync(ApiRequest.Get(PodReads.Of(job)), WatchedJson.Default.PodPage, cancellationToken)).Body?.Items;

    public override Task<KeyAnswer> ReadSecretKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        _keys.ReadSecretAsync(@namespace, name, key, cancellationToken);

    public override Task<KeyAnswer> ReadConfigMapKeyAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        _keys.ReadConfigMapAsync(@namespace, name, key, cancellationToken);

    /// <summary>One page: an ingestion has at most fifty CronJobs, and each keeps a few Jobs.</summary>
    private async Task<(IReadOnlyList<T> Items, string? Trouble)> ListAsync<T>(
        ApiResource resource, IngestionKey key, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class, k8s.IKubernetesObject<V1ObjectMeta>
    {
        var path = resource.In(key.Namespace).With("labelSelector", $"{Names.IngestionLabel}={key.Name}");
        List<T> items = [];
        var answer = await api.StreamAsync(path, ApiRequest.Json, (stream, heard, token) => ListReader<T>.ReadAsync(stream, type, Take, heard, token), cancellationToken);
        return answer.Failure is { } failure ? ([], failure.Message) : (items, null);

        void Take(Decoded<T> item)
        {
            if (item is Decoded<T>.Readable(var read))
            {
                items.Add(read);
            }
        }
    }

    private sealed record Sight(DbtCloudIngestion? Ingestion, IReadOnlyList<V1CronJob> CronJobs, IReadOnlyList<V1Job> Jobs);
}
