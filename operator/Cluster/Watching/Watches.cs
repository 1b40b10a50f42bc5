using k8s;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// Follows ingestions, what they own and the Secrets that they name in every namespace of the scope. Each change of any of them
/// is told as the key of the ingestion concerned.
/// </summary>
internal sealed class Watches
{
    private readonly Stores _all = new();
    private readonly Dictionary<string, Stores> _byNamespace = [];
    private readonly List<(IReflector Reflector, Relay Relay, bool IsOptional)> _reflectors = [];

    public Watches(ApiClient api, WatchScope scope, WatchOptions options, TimeProvider time, Func<double> random, ILogger<Watches> logger)
    {
        void Reflect<T>(Reflected<T> reflected, Store<T> store, Relay relay, bool isOptional = false)
            where T : class, IKubernetesObject<V1ObjectMeta> =>
            _reflectors.Add((new Reflector<T>(api, reflected, store, options, time, random, logger), relay, isOptional));

        foreach (var (@namespace, stores) in Divide(scope))
        {
            Reflect(new(ApiResource.Ingestions, @namespace, scope.LabelSelector, Objects.Ingestion), stores.Ingestions, stores.TellIngestion);
            Reflect(new(ApiResource.CronJobs, @namespace, Names.IngestionLabel, Objects.CronJob, IsLabelled: true), stores.CronJobs, Stores.TellOwner);
            Reflect(new(ApiResource.Jobs, @namespace, Names.IngestionLabel, Objects.Job, IsLabelled: true), stores.Jobs, Stores.TellOwner);
            Reflect(new(ApiResource.Pods, @namespace, Names.IngestionLabel, Objects.Pod, IsLabelled: true), stores.Pods, Stores.TellOwner);

            // Reasons come from there, not objects: without the right to see them the operator goes on, and says so once.
            Reflect(new(ApiResource.CoreEvents, @namespace, null, Objects.JobEvent, FieldSelector: Stores.RejectedPods), stores.JobEvents, stores.TellOwnerOfJob, isOptional: true);
            if (scope.WatchSecrets)
            {
                Reflect(new(ApiResource.Secrets, @namespace, null, Objects.Secret, MetadataOnly: true, Stores.OtherSecrets), stores.Secrets, stores.TellReaders);
            }
        }

        SecretsAreWatched = scope.WatchSecrets;
    }

    public bool SecretsAreWatched { get; }

    /// <summary>Completes when everything has been listed once: before that, something that exists may look absent.</summary>
    public Task Synced => Task.WhenAll(Needed.Select(reflector => reflector.Synced));

    /// <summary>How many objects of each resource exist that cannot be read.</summary>
    public IEnumerable<(string Resource, int Count)> Unreadable => _reflectors
        .GroupBy(each => each.Reflector.Resource, each => each.Reflector.Unreadable)
        .Select(same => (same.Key, same.Sum()));

    /// <summary>How long each of them has made no progress.</summary>
    public IEnumerable<(string What, TimeSpan SinceProgress)> Progress => _reflectors.Select(each => (each.Reflector.What, each.Reflector.SinceProgress));

    /// <summary>What the API server refuses and a person has to grant; what the operator does without is not among it.</summary>
    public IEnumerable<string> Refusals => Needed.Select(reflector => reflector.RefusedBecause).OfType<string>();

    public IEnumerable<Stores> AllStores => _byNamespace.Count == 0 ? [_all] : _byNamespace.Values;

    public Stores StoresOf(string @namespace) => _byNamespace.GetValueOrDefault(@namespace, _all);

    /// <summary>One loop for each of them, which runs until it is cancelled.</summary>
    public IEnumerable<(string What, Func<TimeSpan> SinceProgress, Func<CancellationToken, Task> RunAsync)> Loops(Action<IngestionKey, Told> changed) =>
        _reflectors.Select(each => (
            each.Reflector.What,
            (Func<TimeSpan>)(() => each.Reflector.SinceProgress),
            (Func<CancellationToken, Task>)(cancelled => each.Reflector.RunAsync((key, told) => each.Relay(key, told, changed), cancelled))));

    /// <summary>Runs all of them until it is cancelled.</summary>
    public Task RunAsync(Action<IngestionKey, Told> changed, CancellationToken cancellationToken) =>
        Task.WhenAll(Loops(changed).Select(loop => loop.RunAsync(cancellationToken)));

    private IEnumerable<IReflector> Needed => _reflectors.Where(each => !each.IsOptional).Select(each => each.Reflector);

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
