using System.Net;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reporting;

namespace Operator.Hosting;

/// <summary>All that the command line decides, validated once at start. Other rooms get only the values they need.</summary>
internal sealed record OperatorOptions
{
    /// <summary>Null: the pod's service account.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Which namespaces and which ingestions of them are served.</summary>
    public WatchScope Scope { get; init; } = WatchScope.All;

    /// <summary>Whether replicas agree by a Lease on which of them writes.</summary>
    public bool LeaderElect { get; init; } = true;

    /// <summary>Null: derived from what is served.</summary>
    public string? LeaseName { get; init; }

    /// <summary>Null: the pod's own, or that of the kubeconfig's context.</summary>
    public string? LeaseNamespace { get; init; }

    public int Concurrency { get; init; } = 10;

    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Of the probes and /loglevel. <see cref="IPAddress.IPv6Any"/> stands for every address, of IPv4 as well.</summary>
    public IPEndPoint HealthProbeBindAddress { get; init; } = new(IPAddress.IPv6Any, 8081);

    /// <summary>Of /metrics; null: there are none.</summary>
    public IPEndPoint? MetricsBindAddress { get; init; } = new(IPAddress.IPv6Any, 8080);

    public LogFormat LogFormat { get; init; } = LogFormat.Json;

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Five series of /metrics for each resource.</summary>
    public bool ResourceMetrics { get; init; } = true;

    public OutboundOptions Outbound { get; init; } = new();

    public PlanOptions Plan { get; init; } = new();

    /// <summary>By the environment, not by an option: only Kubernetes knows it.</summary>
    public OwnPodName OwnPod { get; init; } = new(null, null);

    /// <summary>Where messages of trouble lead.</summary>
    public ReasonsPage Reasons { get; init; } = ReasonsPage.InTheRepository;
}

/// <summary>How log lines are written.</summary>
internal enum LogFormat
{
    /// <summary>One JSON object a line, for collectors.</summary>
    Json,

    /// <summary>One readable line, for people.</summary>
    Text,
}
