using k8s.Models;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Asks for the pods of a Job that has ended, where the watch has not told of their end.</summary>
internal sealed partial class PodReads(ApiClient api, ILogger logger)
{
    public async Task<IReadOnlyList<PodSeen>?> ReadAsync(V1Job job, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(ApiRequest.Get(Of(job)), WatchedJson.Default.PodPage, cancellationToken);
        if (answer.Failure is { } failure)
        {
            Log.NotRead(logger, job.Metadata.NamespaceProperty, job.Metadata.Name, failure.Message);
            return null;
        }

        return answer.Body?.Items ?? [];
    }

    public static ApiPath Of(V1Job job) => ApiResource.Pods.In(job.Metadata.NamespaceProperty).With("labelSelector", $"{Names.ControllerUidLabel}={job.Metadata.Uid}");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The pods of the Job {Namespace}/{Name} could not be read, so how they ended stays unknown: {Why}")]
        public static partial void NotRead(ILogger logger, string @namespace, string name, string why);
    }
}
