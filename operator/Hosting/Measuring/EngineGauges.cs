using Operator.Engine;
using Operator.Resource;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>The state of queue and workers at the moment of a scrape.</summary>
internal sealed class EngineGauges(IMetricFactory metrics, WorkQueue<IngestionKey> queue, WorkersOptions options) : IMeasuredAtScrape
{
    private const string Controller = EngineMetrics.Controller;

    // controller-runtime's numbers for its two levels.
    private const string Normal = "0";
    private const string Low = "-100";

    private readonly Gauge _depth = metrics.CreateGauge("workqueue_depth", "Keys that wait for a worker, by the queue's name, controller and priority: 0 for what just happened, -100 for the first list and revisits.", ["name", "controller", "priority"]);
    private readonly Gauge _unfinished = metrics.CreateGauge("workqueue_unfinished_work_seconds", "Seconds that the reconciles now running have taken so far, together, by the queue's name and controller. It grows by one a second for each that is stuck.", ["name", "controller"]);
    private readonly Gauge _longest = metrics.CreateGauge("workqueue_longest_running_processor_seconds", "Seconds that the longest of the reconciles now running has taken so far, by the queue's name and controller.", ["name", "controller"]);
    private readonly Gauge _active = metrics.CreateGauge("controller_runtime_active_workers", "Workers that are reconciling now, by controller.", ["controller"]);
    private readonly Gauge _most = metrics.CreateGauge("controller_runtime_max_concurrent_reconciles", "Workers there are (--concurrency), by controller.", ["controller"]);

    public void Measure()
    {
        var state = queue.Look();
        _depth.WithLabels(Controller, Controller, Normal).Set(state.Urgent);
        _depth.WithLabels(Controller, Controller, Low).Set(state.Unhurried);
        _unfinished.WithLabels(Controller, Controller).Set(state.WorkUnderWay.TotalSeconds);
        _longest.WithLabels(Controller, Controller).Set(state.OldestWork.TotalSeconds);
        _active.WithLabels(Controller).Set(state.InWork);
        _most.WithLabels(Controller).Set(options.Count);
    }
}
