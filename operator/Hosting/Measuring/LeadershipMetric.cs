using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>Shows whether this process leads.</summary>
internal sealed class LeadershipMetric(IMetricFactory metrics)
{
    private readonly Gauge _status = metrics.CreateGauge("leader_election_master_status", "1 while this process holds the lease of that name, 0 while it waits for it.", ["name"]);

    public void Set(string lease, bool leads) => _status.WithLabels(lease).Set(leads ? 1 : 0);
}
