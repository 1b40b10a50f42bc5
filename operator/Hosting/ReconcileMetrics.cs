using Operator.Engine;
using Operator.Resource;
using Prometheus;

namespace Operator.Hosting;

/// <summary>Counts and times reconciles under the names that dashboards for controllers know.</summary>
internal sealed class ReconcileMetrics(TimeProvider time)
{
    private const string Controller = "dbtcloudingestion";
    private static readonly string[] Results = ["success", "error", "requeue", "requeue_after"];
    private readonly Counter total = CounterOfResults();
    private readonly Histogram seconds = Metrics.CreateHistogram(
        "controller_runtime_reconcile_time_seconds",
        "Length of time per reconcile, in seconds.",
        new HistogramConfiguration { LabelNames = ["controller"], Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    public async Task<Revisit> MeasureAsync(IngestionKey key, Func<IngestionKey, CancellationToken, Task<Revisit>> reconcile, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var result = "error";
        try
        {
            var revisit = await reconcile(key, cancellationToken);
            result = ResultOf(revisit);
            return revisit;
        }
        finally
        {
            total.WithLabels(Controller, result).Inc();
            seconds.WithLabels(Controller).Observe(time.GetElapsedTime(started).TotalSeconds);
        }
    }

    private static string ResultOf(Revisit revisit) => revisit switch
    {
        Revisit.In => "requeue_after",
        Revisit.Backoff => "requeue",
        _ => "success",
    };

    /// <summary>Series that start at zero can be alerted on before the first failure.</summary>
    private static Counter CounterOfResults()
    {
        var counter = Metrics.CreateCounter("controller_runtime_reconcile_total", "Total number of reconciles per controller.", "controller", "result");
        foreach (var result in Results)
        {
            counter.WithLabels(Controller, result);
        }

        return counter;
    }
}
