using Operator.Cluster.Leading;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>Shows whether this process leads.</summary>
internal sealed class LeadershipMetric(IMetricFactory metrics, Leadership leadership, LeaseOptions lease) : IMeasuredAtScrape
{
    private readonly Gauge _status = metrics.CreateGauge("leader_election_master_status", "1 while this process holds the lease of that name, 0 while it waits for it.", ["name"]);

    public void Measure() => _status.WithLabels(lease.Name).Set(leadership.IsLeading ? 1 : 0);
}
