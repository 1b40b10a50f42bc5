using System.Security.Cryptography;
using k8s;
using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Operator.DbtCloud;
using Operator.Engine;
using Operator.Hosting.Measuring;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Reconcile;
using Operator.Reporting;
using Operator.Resource;
using Prometheus;

namespace Operator.Hosting;

/// <summary>Every registration of the operator, in reading order: clock, measurements, cluster, outside, reconcile, engine.</summary>
internal static class OperatorServices
{
    public static IServiceCollection AddIngestionOperator(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<Func<double>>(Chance)
        .AddMeasurements(options)
        .AddCluster(options)
        .AddOutside(options)
        .AddReconcile(options)
        .AddEngine(options);

    private static IServiceCollection AddMeasurements(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(Prometheus.Metrics.NewCustomRegistry())
        .AddSingleton<IMetricFactory>(provider => Prometheus.Metrics.WithCustomRegistry(provider.GetRequiredService<CollectorRegistry>()))
        .AddSingleton<EngineMetrics>()
        .AddSingleton<IQueueObserver>(provider => new MemoryRelief(provider.GetRequiredService<EngineMetrics>(), MemoryRelief.Collect))
        .AddSingleton<IWorkObserver>(provider => provider.GetRequiredService<EngineMetrics>())
        .AddSingleton<IMeasuredAtScrape, EngineGauges>()
        .AddSingleton<IMeasuredAtScrape, UnreadableGauge>()
        .AddSingleton<IMeasuredAtScrape, RuntimeMetrics>()
        .AddSingleton<IOutboundObserver, OutboundMetrics>()
        .AddSingleton(new IngestionGauges(options.ResourceMetrics))
        .AddSingleton<IngestionSeries>()
        .AddSingleton<MetricsPage>();

    private static IServiceCollection AddCluster(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(new ClusterOptions())
        .AddSingleton(new ApiOptions())
        .AddSingleton(provider => WatchOptions.For(provider.GetRequiredService<ApiConnection>().BaseAddress))
        .AddSingleton(options.Scope)
        .AddSingleton(_ => ApiConnection.Load(options.Kubeconfig))
        .AddSingleton(provider => Measured(provider, ApiConnection.From(provider.GetRequiredService<KubernetesClientConfiguration>())))
        .AddElection(options)
        .AddSingleton<ApiClient>()
        .AddSingleton<Watches>()
        .AddSingleton(options.Plan.FetchImage is null ? options.OwnPod : new OwnPodName(null, null))
        .AddSingleton<OwnPod>()
        .AddSingleton<ICluster, KubernetesCluster>();

    private static IServiceCollection AddElection(this IServiceCollection services, OperatorOptions options) => (options.LeaderElect
        ? services
            .AddSingleton(provider => LeaseChoice.Of(options, provider.GetRequiredService<KubernetesClientConfiguration>()))
            .AddSingleton<Leadership>()
            .AddSingleton<IElection, LeaderElector>()
            .AddSingleton<IMeasuredAtScrape, LeadershipMetric>()
        : services
            .AddSingleton(provider => Leadership.WithoutElection(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IElection, NoElection>())
        .AddSingleton<IWritePermit>(provider => provider.GetRequiredService<Leadership>());

    public static IServiceCollection AddOutside(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(new HostPolicy(options.Outbound))
        .AddSingleton<IOutboundCalls>(provider => OutboundCalls.Over(options.Outbound, provider.GetRequiredService<TimeProvider>(), Chance, provider.GetRequiredService<IOutboundObserver>()))
        .AddSingleton<IDbtCloud, DbtCloudClient>()
        .AddSingleton<IOpenMetadata, OpenMetadataClient>();

    public static IServiceCollection AddReconcile(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(options.Plan)
        .AddSingleton(options.Reasons)
        .AddSingleton<KeyRing>()
        .AddSingleton<CaBundles>()
        .AddSingleton<ConnectionTest>()
        .AddSingleton<OpenMetadataTest>()
        .AddSingleton<OutcomeGatherer>()
        .AddSingleton<Arrivals>()
        .AddSingleton<OpenMetadataWrites>()
        .AddSingleton<Gatherer>()
        .AddSingleton<IngestionReconciler>();

    private static IServiceCollection AddEngine(this IServiceCollection services, OperatorOptions options) => services
        .AddSingleton(provider => new WorkQueue<IngestionKey>(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IQueueObserver>(), QueueShares.Of(options.Concurrency), key => key.Namespace))
        .AddSingleton<ILongRunning<IngestionKey>>(provider => provider.GetRequiredService<WorkQueue<IngestionKey>>())
        .AddSingleton(new Backoff<IngestionKey>(Chance))
        .AddSingleton(new WorkersOptions { Count = options.Concurrency, ReconcileTimeout = options.ReconcileTimeout, StopWithin = options.ShutdownTimeout })
        .AddSingleton(WorkersOf)
        .AddSingleton<Loops>()
        .AddSingleton<OperatorService>()
        .AddSingleton<Health>()
        .AddHostedService(provider => provider.GetRequiredService<OperatorService>());

    public static ApiConnection Measured(IServiceProvider provider, ApiConnection connection) => connection with
    {
        Handler = new ApiCallMetrics(
            connection.Handler,
            connection.BaseAddress.Authority,
            provider.GetRequiredService<IMetricFactory>(),
            provider.GetRequiredService<TimeProvider>()),
    };

    private static Workers<IngestionKey> WorkersOf(IServiceProvider provider) => new(
        provider.GetRequiredService<WorkQueue<IngestionKey>>(),
        provider.GetRequiredService<Backoff<IngestionKey>>(),
        provider.GetRequiredService<IngestionReconciler>().ReconcileAsync,
        ScopeOf,
        provider.GetRequiredService<WorkersOptions>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<Workers<IngestionKey>>>(),
        provider.GetRequiredService<IWorkObserver>());

    /// <summary>What every log line of one reconcile carries, under controller-runtime's names.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> ScopeOf(IngestionKey key, Guid reconcileId) =>
        [new("controller", EngineMetrics.Controller), new("namespace", key.Namespace), new("name", key.Name), new("reconcileID", reconcileId)];

    /// <summary>For jitter only.</summary>
    public static double Chance() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
