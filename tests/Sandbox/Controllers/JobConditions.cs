using System.Text.Json.Nodes;

namespace Sandbox.Controllers;

/// <summary>The conditions with which the Job controller closes a Job.</summary>
internal static class JobConditions
{
    public static bool IsFinished(JsonObject job) => Closing(job) is not null;

    public static bool Succeeded(JsonObject job) => Closing(job)?.Text("type") == "Complete";

    public static DateTimeOffset? FinishedAt(JsonObject job) => Closing(job)?.Instant("lastTransitionTime");

    public static JsonObject Make(string type, string reason, string message, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastProbeTime"] = now.Rfc3339(),
        ["lastTransitionTime"] = now.Rfc3339(),
        ["reason"] = reason,
        ["message"] = message,
    };

    private static JsonObject? Closing(JsonObject job) =>
        job.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") is "Complete" or "Failed" && condition.Text("status") == "True");
}
