namespace Bench.Cluster;

/// <summary>Follows every ingestion, and tells at which moment enough of them have come to a state.</summary>
internal sealed class IngestionWatch(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, IngestionSeen> ingestions = [];
    private readonly List<Expectation> expectations = [];

    /// <summary>Watches from a place in history on; the task that is returned second reads until it is cancelled.</summary>
    public Task<Task> OpenAsync(HttpClient http, string resourceVersion, CancellationToken cancellationToken) =>
        WatchedLines.OpenAsync(http, Population.Ingestions, resourceVersion, ObjectsJson.Default.WatchLineIngestionSeen, See, cancellationToken);

    /// <summary>The timestamp of the event by which so many ingestions were as wanted at the same time.</summary>
    public Task<long> WhenAsync(int count, Func<IngestionSeen, bool> wanted, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var expectation = new Expectation(count, wanted);
            expectations.Add(expectation);
            foreach (var (key, ingestion) in ingestions)
            {
                expectation.Judge(key, ingestion, time.GetTimestamp());
            }

            return expectation.Met.WaitAsync(cancellationToken);
        }
    }

    public IReadOnlyList<IngestionSeen> All()
    {
        lock (gate)
        {
            return [.. ingestions.Values];
        }
    }

    private void See(WatchLine<IngestionSeen> line)
    {
        var now = time.GetTimestamp();
        if (line is not { Type: "ADDED" or "MODIFIED", Object: { Metadata: { } meta } ingestion })
        {
            return;
        }

        lock (gate)
        {
            ingestions[$"{meta.Namespace}/{meta.Name}"] = ingestion;
            foreach (var expectation in expectations)
            {
                expectation.Judge($"{meta.Namespace}/{meta.Name}", ingestion, now);
            }
        }
    }

    private sealed class Expectation(int count, Func<IngestionSeen, bool> wanted)
    {
        private readonly HashSet<string> fulfilled = [];
        private readonly TaskCompletionSource<long> met = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> Met => met.Task;

        public void Judge(string key, IngestionSeen ingestion, long now)
        {
            if (met.Task.IsCompleted)
            {
                return;
            }

            if (!wanted(ingestion))
            {
                fulfilled.Remove(key);
            }
            else if (fulfilled.Add(key) && fulfilled.Count == count)
            {
                met.SetResult(now);
            }
        }
    }
}
