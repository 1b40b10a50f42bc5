using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Which container of a pod a request for its log means, and where that one stands.</summary>
internal static class LoggedContainer
{
    /// <summary>Without a name it is the only container; init containers are read by their name alone.</summary>
    public static (string Name, string? Refusal) Choose(JsonObject pod, string podName, string? named)
    {
        var (containers, before) = (Names(pod, "containers"), Names(pod, "initContainers"));
        if (named is { Length: > 0 })
        {
            return (named, containers.Concat(before).Contains(named) ? null : $"container {named} is not valid for pod {podName}");
        }

        return containers.Length == 1
            ? (containers[0], null)
            : ("", $"a container name must be specified for pod {podName}, choose one of: [{string.Join(' ', before.Concat(containers))}]");
    }

    public static string WaitsFor(JsonObject pod, string container) =>
        (string?)StateOf(pod, container)?["waiting"]?["reason"] ?? "ContainerCreating";

    public static bool HasEnded(JsonObject pod, string container) => StateOf(pod, container)?["terminated"] is not null;

    private static JsonNode? StateOf(JsonObject pod, string container) =>
        ((string[])["initContainerStatuses", "containerStatuses"])
            .SelectMany(list => pod["status"]?[list] as JsonArray ?? [])
            .FirstOrDefault(status => (string?)status?["name"] == container)?["state"];

    private static string[] Names(JsonObject pod, string list) =>
        [.. (pod["spec"]?[list] as JsonArray ?? []).Select(container => (string)container!["name"]!)];
}
