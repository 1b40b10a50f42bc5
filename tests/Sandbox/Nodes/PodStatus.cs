using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>The status of a pod, in the kubelet's words.</summary>
internal static class PodStatus
{
    /// <summary>FallbackToLogsOnError: at most so much of the log's end becomes the termination message.</summary>
    private const int MessageBytes = 2048;
    private const int MessageLines = 80;

    public static JsonObject Waiting(JsonObject pod, string reason, string message) => Status("Pending", null,
        [.. pod.Items("spec", "containers").Select(container => Container(container, new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } }))]);

    public static JsonObject Running(JsonObject pod, DateTimeOffset now) => Status("Running", now,
        [.. pod.Items("spec", "containers").Select(container => Container(container, new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now.Rfc3339() } }))]);

    public static JsonObject Ended(JsonObject pod, ContainerEnd end) => Status(end.ExitCode == 0 ? "Succeeded" : "Failed", end.StartedAt,
        [.. pod.Items("spec", "containers").Select(container => Container(container, new JsonObject { ["terminated"] = Terminated(container, end) }))]);

    private static JsonObject Terminated(JsonObject container, ContainerEnd end)
    {
        var terminated = new JsonObject
        {
            ["exitCode"] = end.ExitCode,
            ["reason"] = end.ExitCode == 0 ? "Completed" : "Error",
            ["startedAt"] = end.StartedAt.Rfc3339(),
            ["finishedAt"] = end.FinishedAt.Rfc3339(),
        };
        if (end.ExitCode != 0 && container.Text("terminationMessagePolicy") == "FallbackToLogsOnError")
        {
            terminated["message"] = Tail(end.Log);
        }

        return terminated;
    }

    private static string Tail(string log)
    {
        var text = string.Join('\n', log.TrimEnd().Split('\n').TakeLast(MessageLines));
        return text.Length > MessageBytes ? text[^MessageBytes..] : text;
    }

    private static JsonObject Container(JsonObject container, JsonObject state) => new()
    {
        ["name"] = container.Text("name"),
        ["image"] = container.Text("image"),
        ["imageID"] = "",
        ["restartCount"] = 0,
        ["ready"] = state["running"] is not null,
        ["started"] = state["running"] is not null,
        ["state"] = state,
    };

    private static JsonObject Status(string phase, DateTimeOffset? started, JsonArray containers)
    {
        var status = new JsonObject { ["phase"] = phase, ["containerStatuses"] = containers };
        if (started is { } instant)
        {
            status["startTime"] = instant.Rfc3339();
        }

        return status;
    }
}
