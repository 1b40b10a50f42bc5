using Prometheus;

namespace Operator.Hosting.Measuring;

/// <summary>
/// Process and runtime, read off at a scrape. The library's adapters for event counters and meters stay off: the first wakes the
/// process up every ten seconds, the second listens to every request.
/// </summary>
internal sealed class RuntimeMetrics : IMeasuredAtScrape
{
    private const string OpenFiles = "/proc/self/fd";
    private static readonly string Version = typeof(RuntimeMetrics).Assembly.GetName().Version?.ToString(3) ?? "";
    private readonly Gauge _resident;
    private readonly Gauge _files;
    private readonly Gauge _heap;
    private readonly Gauge _committed;
    private readonly Counter _allocated;
    private readonly Counter _pauses;
    private readonly Gauge _threads;
    private readonly Gauge _queue;
    private readonly Counter _completed;
    private readonly Counter _contentions;

    public RuntimeMetrics(CollectorRegistry registry, IMetricFactory metrics)
    {
        DotNetStats.Register(registry);
        _resident = metrics.CreateGauge("process_resident_memory_bytes", "Resident memory in bytes: what counts against the container's limit.");
        _files = metrics.CreateGauge("process_open_fds", "Open file descriptors, connections included.");
        _heap = metrics.CreateGauge("dotnet_gc_heap_size_bytes", "Size of the managed heap in bytes, as the last garbage collection left it.");
        _committed = metrics.CreateGauge("dotnet_gc_committed_memory_bytes", "Memory in bytes that the garbage collector holds, as the last collection left it.");
        _allocated = metrics.CreateCounter("dotnet_gc_allocated_bytes_total", "Bytes of managed memory that were ever allocated.");
        _pauses = metrics.CreateCounter("dotnet_gc_pause_seconds_total", "Seconds for which garbage collections have paused the process.");
        _threads = metrics.CreateGauge("dotnet_threadpool_threads", "Threads of the thread pool.");
        _queue = metrics.CreateGauge("dotnet_threadpool_queue_length", "Work items that wait for a thread of the thread pool.");
        _completed = metrics.CreateCounter("dotnet_threadpool_completed_items_total", "Work items that the thread pool has completed.");
        _contentions = metrics.CreateCounter("dotnet_lock_contentions_total", "Times that a thread had to wait for a lock.");
        metrics.CreateGauge("dbtcloudingestion_build_info", "Always 1; the operator's version is the label version.", ["version"]).WithLabels(Version).Set(1);
    }

    public void Measure()
    {
        var memory = GC.GetGCMemoryInfo();
        _resident.Set(Environment.WorkingSet);
        _files.Set(Directory.Exists(OpenFiles) ? Directory.EnumerateFileSystemEntries(OpenFiles).Count() : 0);
        _heap.Set(memory.HeapSizeBytes);
        _committed.Set(memory.TotalCommittedBytes);
        _allocated.IncTo(GC.GetTotalAllocatedBytes());
        _pauses.IncTo(GC.GetTotalPauseDuration().TotalSeconds);
        _threads.Set(ThreadPool.ThreadCount);
        _queue.Set(ThreadPool.PendingWorkItemCount);
        _completed.IncTo(ThreadPool.CompletedWorkItemCount);
        _contentions.IncTo(Monitor.LockContentionCount);
    }
}
