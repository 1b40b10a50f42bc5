using Operator.Engine;
using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>Counts and times what the engine does, under the names that dashboards for controllers know.</summary>
internal sealed class EngineMetrics : IQueueObserver, IWorkObserver
{
    /// <summary>The controller's name, and its queue's, as controller-runtime forms it: the kind in lower case.</summary>
    public const string Controller = "dbtcloudingestion";

    private static readonly HistogramConfiguration ReconcileBuckets = new()
    {
        Buckets =
        [
            0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75,
            2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
        ],
    };

    private static readonly HistogramConfiguration QueueBuckets = new()
    {
        Buckets = [0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    private readonly IMetricFactory _metrics;
    private readonly Counter _reconciles;
    private readonly Counter.Child _errors;
    private readonly Counter.Child _timeouts;
    private readonly Counter.Child _panics;
    private readonly Histogram.Child _reconcileTime;
    private readonly Counter.Child _adds;
    private readonly Counter.Child _retries;
    private readonly Histogram.Child _waited;
    private readonly Histogram.Child _worked;

    public EngineMetrics(IMetricFactory metrics)
    {
        _metrics = metrics;
        _reconciles = metrics.CreateCounter("controller_runtime_reconcile_total", "Reconciles that ended, by controller and result: success, requeue_after (comes back at a time of its own choice), error (is tried again with back-off), requeue (comes back as soon as a long-running turn is free).", ["controller", "result"]);
        foreach (var result in (string[])["success", "error", "requeue", "requeue_after"])
        {
            _reconciles.WithLabels(Controller, result); // A series that starts at zero can be alerted on before the first failure.
        }

        _errors = OfController("controller_runtime_reconcile_errors_total", "Reconciles that met trouble and are tried again with back-off, by controller: time-outs and panics included, the Stalled and the waiting not.");
        _timeouts = OfController("controller_runtime_reconcile_timeouts_total", "Reconciles that were ended because they ran longer than --reconcile-timeout, by controller.");
        _panics = OfController("controller_runtime_reconcile_panics_total", "Reconciles that threw what nobody expected, by controller: each is a bug, and its stack is in the log.");
        _reconcileTime = metrics.CreateHistogram("controller_runtime_reconcile_time_seconds", "Length of one reconcile in seconds, by controller.", ["controller"], ReconcileBuckets).WithLabels(Controller);
        _adds = OfQueue("workqueue_adds_total", "Keys that entered the queue, by its name and controller; one that waits already is not counted again.");
        _retries = OfQueue("workqueue_retries_total", "Keys that entered the queue with a delay, by its name and controller: retries after trouble, and revisits.");
        _waited = TimeOfQueue("workqueue_queue_duration_seconds", "How long in seconds a key waited in the queue before a worker took it, by the queue's name and controller.");
        _worked = TimeOfQueue("workqueue_work_duration_seconds", "How long in seconds a worker had a key, by the queue's name and controller.");
    }

    public void Added() => _adds.Inc();

    public void Delayed() => _retries.Inc();

    public void Taken(TimeSpan waited) => _waited.Observe(waited.TotalSeconds);

    public void Done(TimeSpan worked) => _worked.Observe(worked.TotalSeconds);

    public void Drained()
    {
        // The depth is read off at a scrape.
    }

    public void Ended(Ending ending, TimeSpan took)
    {
        if (ending is Ending.Aborted)
        {
            return; // Nobody judges what a stop cut off.
        }

        _reconciles.WithLabels(Controller, ResultOf(ending)).Inc();
        _reconcileTime.Observe(took.TotalSeconds);
        _errors.Inc(ending is Ending.Failed or Ending.TimedOut or Ending.Panicked ? 1 : 0);
        _timeouts.Inc(ending is Ending.TimedOut ? 1 : 0);
        _panics.Inc(ending is Ending.Panicked ? 1 : 0);
    }

    private static string ResultOf(Ending ending) => ending switch
    {
        Ending.Settled => "success",
        Ending.ComesBack => "requeue_after",
        Ending.PutOff => "requeue",
        _ => "error",
    };

    private Counter.Child OfController(string name, string help) => _metrics.CreateCounter(name, help, ["controller"]).WithLabels(Controller);

    private Counter.Child OfQueue(string name, string help) => _metrics.CreateCounter(name, help, ["name", "controller"]).WithLabels(Controller, Controller);

    private Histogram.Child TimeOfQueue(string name, string help) => _metrics.CreateHistogram(name, help, ["name", "controller"], QueueBuckets).WithLabels(Controller, Controller);
}
