using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>The status of a pod that restarts nothing, in the kubelet's words: it follows from where its containers stand.</summary>
internal sealed class PodStatus
{
    private readonly JsonObject _pod;
    private readonly DateTimeOffset _taken;
    private readonly PodConditions _conditions;
    private readonly Dictionary<string, ContainerState> _states;

    public PodStatus(JsonObject pod, DateTimeOffset taken)
    {
        (_pod, _taken, _conditions) = (pod, taken, new PodConditions(taken));
        var first = new ContainerState.Waiting(Names("initContainers").Any() ? "PodInitializing" : "ContainerCreating");
        _states = Names("initContainers").Concat(Names("containers")).ToDictionary(name => name, ContainerState (_) => first);
    }

    /// <summary>Why the node has thrown the pod out; null while it has not.</summary>
    public string? Eviction { get; set; }

    /// <summary>Pending until the init containers are through; one that fails is the end of the pod.</summary>
    public string Phase
    {
        get
        {
            if (Eviction is not null)
            {
                return "Failed";
            }

            var (before, states) = (States("initContainers"), States("containers"));
            return before.Any(state => state.HasFailed) ? "Failed"
                : before.Any(state => !state.HasSucceeded) || states.Any(state => state is ContainerState.Waiting) ? "Pending"
                : states.Any(state => state is ContainerState.Running) ? "Running"
                : states.Any(state => state.HasFailed) ? "Failed"
                : "Succeeded";
        }
    }

    public void Set(string container, ContainerState state) => _states[container] = state;

    public JsonObject ToJson(DateTimeOffset now)
    {
        var status = new JsonObject { ["phase"] = Phase, ["startTime"] = _taken.Rfc3339() };
        if (Names("initContainers").Any())
        {
            status["initContainerStatuses"] = Containers("initContainers", state => state.HasSucceeded);
        }

        status["containerStatuses"] = Containers("containers", state => state is ContainerState.Running);
        status["conditions"] = _conditions.ToJson(Phase, Unfinished(), Unready(), now);
        if (Eviction is { } why)
        {
            (status["reason"], status["message"]) = ("Evicted", why);
            status["conditions"]!.AsArray().Insert(0, _conditions.Disruption(why, now));
        }

        return status;
    }

    private string[] Unfinished() => [.. Names("initContainers").Where(name => !_states[name].HasSucceeded)];

    private string[] Unready() => [.. Names("containers").Where(name => _states[name] is not ContainerState.Running)];

    private JsonArray Containers(string list, Func<ContainerState, bool> isReady) =>
        [.. _pod.Items("spec", list).Select(JsonNode (container) => Container(container, _states[container.Text("name")!], isReady))];

    private static JsonObject Container(JsonObject container, ContainerState state, Func<ContainerState, bool> isReady) => new()
    {
        ["name"] = container.Text("name"),
        ["image"] = container.Text("image"),
        ["imageID"] = "",
        ["restartCount"] = 0,
        ["ready"] = isReady(state),
        ["started"] = state is ContainerState.Running,
        ["state"] = state.ToJson(),
        ["lastState"] = new JsonObject(),
    };

    private ContainerState[] States(string list) => [.. Names(list).Select(name => _states[name])];

    private IEnumerable<string> Names(string list) => _pod.Items("spec", list).Select(container => container.Text("name")!);
}
