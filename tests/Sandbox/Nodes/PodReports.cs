using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>What the node tells the API server of its pods.</summary>
internal sealed class PodReports(ApiConnection api, TimeProvider time)
{
    public Task StatusAsync(JsonObject pod, JsonObject status, CancellationToken cancellationToken) =>
        api.PatchAsync($"/api/v1/namespaces/{pod.NamespaceOf()}/pods/{pod.NameOf()}/status", new JsonObject { ["status"] = status }, cancellationToken);

    public Task WarnAsync(JsonObject pod, string reason, string message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var warning = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = $"{pod.NameOf()}.{now.Ticks:x}", ["namespace"] = pod.NamespaceOf() },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Pod",
                ["namespace"] = pod.NamespaceOf(),
                ["name"] = pod.NameOf(),
                ["uid"] = pod.UidOf(),
            },
            ["type"] = "Warning",
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = "kubelet" },
            ["firstTimestamp"] = now.Rfc3339(),
            ["lastTimestamp"] = now.Rfc3339(),
            ["count"] = 1,
        };
        return api.CreateAsync($"/api/v1/namespaces/{pod.NamespaceOf()}/events", warning, cancellationToken);
    }
}
