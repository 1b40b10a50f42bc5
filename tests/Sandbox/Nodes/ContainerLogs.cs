using System.Collections.Concurrent;

namespace Sandbox.Nodes;

/// <summary>The logs of one pod's containers, as far as they have started.</summary>
internal sealed class ContainerLogs
{
    private readonly ConcurrentDictionary<string, ContainerLog> _logs = new();

    public ContainerLog Begin(string container) => _logs[container] = new ContainerLog();

    /// <summary>Null for a container that has not started.</summary>
    public string? Of(string container) => _logs.GetValueOrDefault(container)?.ToString();
}
