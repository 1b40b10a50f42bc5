using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>The conditions of a pod as scheduler and kubelet write them; each keeps the time of its last turn.</summary>
internal sealed class PodConditions(DateTimeOffset scheduled)
{
    private readonly Dictionary<string, (bool IsTrue, DateTimeOffset Since)> _turns = [];

    public JsonArray ToJson(string phase, string[] unfinished, string[] unready, DateTimeOffset now) =>
    [
        Make("PodReadyToStartContainers", phase is "Pending" or "Running", now),
        Initialized(phase, unfinished, now),
        Ready("Ready", phase, unready, now),
        Ready("ContainersReady", phase, unready, now),
        Make("PodScheduled", true, scheduled),
    ];

    public JsonObject Disruption(string why, DateTimeOffset now) => Make("DisruptionTarget", true, now, "TerminationByKubelet", why);

    private JsonObject Initialized(string phase, string[] unfinished, DateTimeOffset now) =>
        unfinished.Length > 0 ? Make("Initialized", false, now, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', unfinished)}]")
        : phase == "Succeeded" ? Make("Initialized", true, now, "PodCompleted")
        : Make("Initialized", true, now);

    private JsonObject Ready(string type, string phase, string[] unready, DateTimeOffset now) => phase switch
    {
        "Succeeded" => Make(type, false, now, "PodCompleted"),
        "Failed" => Make(type, false, now, "PodFailed"),
        _ when unready.Length > 0 => Make(type, false, now, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]"),
        _ => Make(type, true, now),
    };

    private JsonObject Make(string type, bool isTrue, DateTimeOffset now, string? reason = null, string? message = null)
    {
        if (!_turns.TryGetValue(type, out var turn) || turn.IsTrue != isTrue)
        {
            _turns[type] = turn = (isTrue, now);
        }

        var condition = new JsonObject { ["type"] = type, ["status"] = isTrue ? "True" : "False", ["lastProbeTime"] = null, ["lastTransitionTime"] = turn.Since.Rfc3339() };
        foreach (var (key, text) in ((string, string?)[])[("reason", reason), ("message", message)])
        {
            if (text is not null)
            {
                condition[key] = text;
            }
        }

        return condition;
    }
}
