using System.Security.Cryptography;
using k8s;
using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.DbtCloud;
using Operator.Engine;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Reconcile;
using Operator.Resource;

namespace Operator.Hosting;

/// <summary>Every registration of the operator, in reading order: clock, cluster, outside, reconcile, engine.</summary>
internal static class OperatorServices
{
    public static IServiceCollection AddIngestionOperator(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<Func<double>>(Chance)
        .AddCluster(options)
        .AddOutside(options)
        .AddReconcile(options)
        .AddEngine(options);

    private static IServiceCollection AddCluster(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(new ClusterOptions())
        .AddSingleton(new ApiOptions())
        .AddSingleton(new WatchOptions())
        .AddSingleton(options.Namespace is { } only ? new WatchScope([only]) : WatchScope.All)
        .AddSingleton(_ => ApiConnection.Load(options.Kubeconfig))
        .AddSingleton(provider => ApiConnection.From(provider.GetRequiredService<KubernetesClientConfiguration>()))
        .AddElection(options)
        .AddSingleton<ApiClient>()
        .AddSingleton<Watches>()
        .AddSingleton<ICluster, KubernetesCluster>();

    private static IServiceCollection AddElection(this IServiceCollection services, OperatorOptions options) => (options.LeaderElect
        ? services
            .AddSingleton(provider => LeaseChoice.Of(options, provider.GetRequiredService<KubernetesClientConfiguration>()))
            .AddSingleton<Leadership>()
            .AddSingleton<IElection, LeaderElector>()
        : services
            .AddSingleton(provider => Leadership.WithoutElection(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IElection, NoElection>())
        .AddSingleton<IWritePermit>(provider => provider.GetRequiredService<Leadership>());

    private static IServiceCollection AddOutside(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(new HostPolicy(options.Outbound))
        .AddSingleton<IOutboundCalls>(provider => OutboundCalls.Over(options.Outbound, provider.GetRequiredService<TimeProvider>(), Chance))
        .AddSingleton<IDbtCloud, DbtCloudClient>()
        .AddSingleton<IOpenMetadata, OpenMetadataClient>();

    private static IServiceCollection AddReconcile(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(options.Plan)
        .AddSingleton<ConnectionTest>()
        .AddSingleton<OpenMetadataGatherer>()
        .AddSingleton<Gatherer>()
        .AddSingleton<IngestionReconciler>();

    private static IServiceCollection AddEngine(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton<WorkQueue<IngestionKey>>()
        .AddSingleton(new Backoff<IngestionKey>(Chance))
        .AddSingleton<ReconcileMetrics>()
        .AddSingleton(provider => WorkersOf(provider, options))
        .AddSingleton<OperatorService>()
        .AddHostedService(provider => provider.GetRequiredService<OperatorService>());

    private static Workers<IngestionKey> WorkersOf(IServiceProvider provider, OperatorOptions options)
    {
        var metrics = provider.GetRequiredService<ReconcileMetrics>();
        var reconciler = provider.GetRequiredService<IngestionReconciler>();
        return new Workers<IngestionKey>(
            provider.GetRequiredService<WorkQueue<IngestionKey>>(),
            provider.GetRequiredService<Backoff<IngestionKey>>(),
            (key, cancellationToken) => metrics.MeasureAsync(key, reconciler.ReconcileAsync, cancellationToken),
            ScopeOf,
            new WorkersOptions { Count = options.Concurrency, ReconcileTimeout = options.ReconcileTimeout, StopWithin = options.ShutdownTimeout },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Workers<IngestionKey>>>());
    }

    /// <summary>What every log line of one reconcile carries, under controller-runtime's names.</summary>
    private static IReadOnlyList<KeyValuePair<string, object?>> ScopeOf(IngestionKey key, Guid reconcileId) =>
        [new("namespace", key.Namespace), new("name", key.Name), new("reconcileID", reconcileId)];

    /// <summary>For jitter only.</summary>
    private static double Chance() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
