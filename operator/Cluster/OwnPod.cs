using Operator.Cluster.Api;

namespace Operator.Cluster;

/// <summary>Reads once which image the operator itself runs from: what fetches artifacts runs from the same.</summary>
internal sealed partial class OwnPod(ApiClient api, OwnPodName name, TimeProvider time, ILogger<OwnPod> logger)
{
    private const string ContainerName = "operator";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    /// <summary>Null until it was read, and where it cannot be.</summary>
    public string? Image { get; private set; }

    /// <summary>Ends with an answer, be it a refusal; an API server that gives none is asked again.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (name is not { Namespace: { } @namespace, Name: { } pod })
        {
            return;
        }

        ApiAnswer<PodStub> answer;
        while ((answer = await api.SendAsync(ApiRequest.Get(ApiResource.Pods.Named(@namespace, pod)), ClusterJson.Default.PodStub, cancellationToken)) is { Failure.Code: not (403 or 404) })
        {
            await Task.Delay(BetweenTries, time, cancellationToken);
        }

        var containers = answer.Body?.Spec?.Containers ?? [];
        Image = (containers.FirstOrDefault(container => container.Name == ContainerName) ?? (containers.Count > 0 ? containers[0] : null))?.Image;
        if (answer.Failure is { } failure)
        {
            Log.NotRead(logger, @namespace, pod, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The operator's own Pod {Namespace}/{Name} could not be read, so the image that fetches artifacts is unknown; start with --fetch-image, or grant get on pods in that namespace: {Why}")]
        public static partial void NotRead(ILogger logger, string @namespace, string name, string why);
    }
}

/// <summary>Where the operator runs, by the downward API.</summary>
/// <param name="Name">Null outside a cluster, and where nobody needs to know.</param>
internal sealed record OwnPodName(string? Namespace, string? Name);
