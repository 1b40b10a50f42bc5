using System.Collections.Concurrent;

namespace Bench.Cluster;

/// <summary>Follows the CronJobs, and tells at which moment one of them has followed an edit.</summary>
internal sealed class CronJobWatch(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (int Retries, TaskCompletionSource<long> Followed)> expected = [];

    public Task<Task> OpenAsync(HttpClient http, string resourceVersion, CancellationToken cancellationToken) =>
        WatchedLines.OpenAsync(http, Population.CronJobs, resourceVersion, ObjectsJson.Default.WatchLineCronJobSeen, See, cancellationToken);

    /// <summary>The timestamp of the event with which the resource's one CronJob retries so often.</summary>
    public Task<long> FollowsAsync(int resource, int retries, CancellationToken cancellationToken)
    {
        var followed = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        expected[$"{Manifests.NamespaceOf(resource)}/{Servers.WorldShape.ResourceName(resource)}"] = (retries, followed);
        return followed.Task.WaitAsync(cancellationToken);
    }

    private void See(WatchLine<CronJobSeen> line)
    {
        var now = time.GetTimestamp();
        // A CronJob is named after its ingestion and its filter.
        if (line.Object is { Metadata: { Name: { } name } meta } cronJob
            && expected.TryGetValue($"{meta.Namespace}/{name[..Math.Max(0, name.LastIndexOf('-'))]}", out var waiting)
            && cronJob.Spec?.JobTemplate?.Spec?.BackoffLimit == waiting.Retries)
        {
            waiting.Followed.TrySetResult(now);
        }
    }
}
