using k8s.Models;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Asks a Job's newest pod how its ingestion container ended.</summary>
internal sealed partial class ExitCodes(ApiClient api, ILogger logger)
{
    public async Task<int?> OfAsync(V1Job job, CancellationToken cancellationToken)
    {
        var pods = ApiResource.Pods.In(job.Metadata.NamespaceProperty).With("labelSelector", $"{Names.ControllerUidLabel}={job.Metadata.Uid}");
        var answer = await api.SendAsync(ApiRequest.Get(pods), ClusterJson.Default.PodPage, cancellationToken);
        if (answer.Failure is { } failure)
        {
            Log.NotRead(logger, job.Metadata.NamespaceProperty, job.Metadata.Name, failure.Message);
            return null;
        }

        // The ingestion is the pod's only container that is neither an init container nor a mesh's addition: the template's first.
        var container = job.Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Name;
        var newest = answer.Body?.Items?.MaxBy(pod => pod.Metadata?.CreationTimestamp);
        return newest?.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == container)?.State?.Terminated?.ExitCode;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The pods of the Job {Namespace}/{Name} could not be read, so its exit code stays unknown: {Why}")]
        public static partial void NotRead(ILogger logger, string @namespace, string name, string why);
    }
}
