using k8s.Models;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Tells how the ingestion container of a Job's newest pod ended.</summary>
internal sealed partial class ExitCodes(ApiClient api, ILogger logger)
{
    /// <summary>From the pods that the watch has told of; the API is asked only when it has not told of an end yet.</summary>
    public async Task<int?> OfAsync(V1Job job, IEnumerable<PodSeen> seen, CancellationToken cancellationToken) =>
        CodeOf(job, seen.Where(pod => IsOf(job, pod))) ?? CodeOf(job, await ReadAsync(job, cancellationToken));

    private async Task<IEnumerable<PodSeen>> ReadAsync(V1Job job, CancellationToken cancellationToken)
    {
        var pods = ApiResource.Pods.In(job.Metadata.NamespaceProperty).With("labelSelector", $"{Names.ControllerUidLabel}={job.Metadata.Uid}");
        var answer = await api.SendAsync(ApiRequest.Get(pods), WatchedJson.Default.PodPage, cancellationToken);
        if (answer.Failure is { } failure)
        {
            Log.NotRead(logger, job.Metadata.NamespaceProperty, job.Metadata.Name, failure.Message);
        }

        return answer.Body?.Items ?? [];
    }

    private static bool IsOf(V1Job job, PodSeen pod) =>
        pod.Metadata.Labels is { } labels && labels.TryGetValue(Names.ControllerUidLabel, out var uid) && uid == job.Metadata.Uid;

    private static int? CodeOf(V1Job job, IEnumerable<PodSeen> pods)
    {
        // The ingestion is the pod's only container that is neither an init container nor a mesh's addition: the template's first.
        var container = job.Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Name;
        var newest = pods.MaxBy(pod => pod.Metadata.CreationTimestamp);
        return newest?.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == container)?.State?.Terminated?.ExitCode;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The pods of the Job {Namespace}/{Name} could not be read, so its exit code stays unknown: {Why}")]
        public static partial void NotRead(ILogger logger, string @namespace, string name, string why);
    }
}
