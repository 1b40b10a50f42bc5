using Sandbox.Kubernetes.Http;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>A pod's log as text: whatever runs the pods has put it here.</summary>
internal static class PodLog
{
    public static Answer Answer(Registry registry, ApiRequest request)
    {
        if (registry.Find(request.Type, request.Key) is not { } pod)
        {
            return ApiStatus.NotFound(request.Type, request.Path.Name);
        }

        var container = request.Parameter("container");
        return Http.Answer.Text(200, registry.PodLogs.Read(pod.Uid, container, TailLines(request)));
    }

    private static int? TailLines(ApiRequest request) => int.TryParse(request.Parameter("tailLines"), out var lines) && lines >= 0 ? lines : null;
}
