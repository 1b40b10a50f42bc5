using k8s;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>The namespaces that the operator serves; none named means all.</summary>
internal sealed record WatchScope(IReadOnlyList<string> Namespaces)
{
    public static WatchScope All { get; } = new([]);
}

/// <summary>What is known of one namespace, or of all: ingestions and the CronJobs and Jobs that carry their label.</summary>
internal sealed class Stores
{
    public Store<DbtCloudIngestion> Ingestions { get; } = new(ingestion => ingestion.Key);

    public Store<V1CronJob> CronJobs { get; } = new(Labelled);

    public Store<V1Job> Jobs { get; } = new(Labelled);

    private static IngestionKey Labelled(IKubernetesObject<V1ObjectMeta> item) =>
        new(item.Metadata.NamespaceProperty ?? "", item.Metadata.Labels is { } labels && labels.TryGetValue(Names.IngestionLabel, out var name) ? name : "");
}

/// <summary>
/// Follows ingestions and what they own in every namespace of the scope. Each change of any of them is told as the key of the
/// ingestion concerned.
/// </summary>
internal sealed class Watches
{
    private readonly Stores _all = new();
    private readonly Dictionary<string, Stores> _byNamespace = [];
    private readonly List<(Task Synced, Func<Action<IngestionKey>, CancellationToken, Task> Run)> _reflectors = [];

    public Watches(ApiClient api, WatchScope scope, WatchOptions options, TimeProvider time, Func<double> random, ILogger<Watches> logger)
    {
        void Reflect<T>(Reflected<T> reflected, Store<T> store)
            where T : class, IKubernetesObject<V1ObjectMeta>
        {
            var reflector = new Reflector<T>(api, reflected, store, options, time, random, logger);
            _reflectors.Add((reflector.Synced, reflector.RunAsync));
        }

        foreach (var (@namespace, stores) in Divide(scope))
        {
            Reflect(new Reflected<DbtCloudIngestion>(ApiResource.Ingestions, @namespace, null, Objects.Ingestion), stores.Ingestions);
            Reflect(new Reflected<V1CronJob>(ApiResource.CronJobs, @namespace, Names.IngestionLabel, Objects.CronJob), stores.CronJobs);
            Reflect(new Reflected<V1Job>(ApiResource.Jobs, @namespace, Names.IngestionLabel, Objects.Job), stores.Jobs);
        }
    }

    /// <summary>Completes when everything has been listed once: before that, something that exists may look absent.</summary>
    public Task Synced => Task.WhenAll(_reflectors.Select(reflector => reflector.Synced));

    public Stores StoresOf(string @namespace) => _byNamespace.GetValueOrDefault(@namespace, _all);

    /// <summary>Runs until it is cancelled.</summary>
    public Task RunAsync(Action<IngestionKey> changed, CancellationToken cancellationToken) =>
        Task.WhenAll(_reflectors.Select(reflector => reflector.Run(changed, cancellationToken)));

    private IEnumerable<(string? Namespace, Stores Stores)> Divide(WatchScope scope)
    {
        if (scope.Namespaces.Count == 0)
        {
            return [(null, _all)];
        }

        foreach (var @namespace in scope.Namespaces)
        {
            _byNamespace[@namespace] = new Stores();
        }

        return _byNamespace.Select(divided => ((string?)divided.Key, divided.Value));
    }
}
