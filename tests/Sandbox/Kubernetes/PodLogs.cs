namespace Sandbox.Kubernetes;

/// <summary>Where the logs of pods are read: from whatever runs them.</summary>
internal sealed class PodLogs
{
    /// <summary>The log of a container, by namespace, pod and container; null where it has none (yet).</summary>
    public Func<string, string, string, string?> Source { get; set; } = static (_, _, _) => null;
}
