using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Tables;

/// <summary>What the columns of a pod say.</summary>
internal static class PodCells
{
    public static string Ready(JsonObject pod)
    {
        var ready = pod.Items("status.containerStatuses").Count(static item => item.Read("ready") == "true");
        return $"{ready}/{pod.Size("spec.containers")}";
    }

    /// <summary>The phase, unless a container's state or the deletion says more.</summary>
    public static string Status(JsonObject pod) =>
        pod.Read("metadata.deletionTimestamp").Length > 0 ? "Terminating"
        : InitStatus(pod) is { } init ? init
        : pod.Items("status.containerStatuses").Select(static item => Reason(item.At("state"))).LastOrDefault(static reason => reason is not null)
            ?? pod.Read("status.reason", pod.Read("status.phase", "Unknown"));

    private static string? InitStatus(JsonObject pod)
    {
        var all = pod.Size("spec.initContainers");
        var index = 0;
        foreach (var state in pod.Items("status.initContainerStatuses").Select(static item => item.At("state")))
        {
            if (state.At("terminated") is { } terminated && terminated.Count("exitCode") == 0)
            {
                index++;
                continue;
            }

            return Reason(state) is { } reason and not "PodInitializing" ? $"Init:{reason}" : $"Init:{index}/{all}";
        }

        return null;
    }

    private static string? Reason(JsonNode? state)
    {
        if (state.At("waiting") is { } waiting)
        {
            return waiting.Read("reason") is { Length: > 0 } reason ? reason : null;
        }

        return state.At("terminated") is not { } ended ? null
            : ended.Read("reason") is { Length: > 0 } why ? why
            : ended.Count("signal") != 0 ? $"Signal:{ended.Count("signal")}"
            : $"ExitCode:{ended.Count("exitCode")}";
    }
}
