using Operator.Cluster.Watching;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>How many objects exist that cannot be read, at the moment of a scrape.</summary>
internal sealed class UnreadableGauge(IMetricFactory metrics, Watches watches) : IMeasuredAtScrape
{
    private readonly Gauge _unreadable = metrics.CreateGauge("dbtcloudingestion_unreadable_objects", "Objects that exist and cannot be read, and so are passed over, by resource; the log names each with the reason.", ["resource"]);

    public void Measure()
    {
        foreach (var (resource, count) in watches.Unreadable)
        {
            _unreadable.WithLabels(resource).Set(count);
        }
    }
}
