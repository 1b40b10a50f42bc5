using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>
/// Stands in for a scheduler and a kubelet: takes every pending pod, runs its containers as local processes and reports how
/// they end. A deleted pod's processes are killed.
/// </summary>
/// <param name="api">Where pods and their Secrets are.</param>
/// <param name="programs">What the images' programs are on this machine.</param>
/// <param name="folder">Below it every pod gets a folder for its volumes.</param>
/// <param name="time">For ticks and the times in statuses.</param>
internal sealed class Node(ApiConnection api, Programs programs, string folder, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> running = new();
    private readonly ConcurrentDictionary<string, Task> lives = new();
    private readonly ConcurrentDictionary<(string Namespace, string Pod), ContainerLogs> logs = new();
    private readonly ObjectReading objects = new(api);

    /// <summary>What a container of a pod has printed so far; null for one that never ran here.</summary>
    public string? LogOf(string @namespace, string pod, string container) => logs.GetValueOrDefault((@namespace, pod))?.Of(container);

    /// <summary>Takes pods until it is told to stop; what runs then is killed, and nothing of it is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TakePodsAsync(cancellationToken);
        }
        finally
        {
            await Task.WhenAll(lives.Values);
        }
    }

    private async Task TakePodsAsync(CancellationToken cancellationToken)
    {
        var changed = Channel.CreateUnbounded<string>();
        var pods = new Reflector(api, "/api/v1/pods", changed.Writer, time);
        await Task.WhenAll(
            pods.RunAsync(cancellationToken),
            Pulse.RunAsync(changed.Reader, Tick, time, token => SyncAllAsync(pods, token), cancellationToken));
    }

    private Task SyncAllAsync(Reflector pods, CancellationToken cancellationToken)
    {
        foreach (var pod in pods.All().Where(pod => pod.Text("status", "phase") is null or "Pending" && !pod.IsBeingDeleted()))
        {
            Start(pod, cancellationToken);
        }

        foreach (var (uid, stop) in running.Where(entry => pods.Find(entry.Key)?.IsBeingDeleted() ?? true))
        {
            stop.Cancel();
            Forget(uid);
        }

        return Task.CompletedTask;
    }

    private void Start(JsonObject pod, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!running.TryAdd(pod.UidOf(), stop))
        {
            stop.Dispose();
            return;
        }

        // The pod's own life goes on beside the loop; how it ends is written into its status.
        lives[pod.UidOf()] = Task.Run(() => LiveAsync(pod, stop), CancellationToken.None);
    }

    private async Task LiveAsync(JsonObject pod, CancellationTokenSource stop)
    {
        using var files = new PodFiles(folder, pod, objects);
        using var life = new PodLife(pod, files, new ContainerRun(programs, time), new ContainerEnvironment(pod, objects), new PodReports(api, time), time);
        try
        {
            await life.RunAsync(logs[(pod.NamespaceOf(), pod.NameOf())] = new ContainerLogs(), stop.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or HttpRequestException)
        {
            Forget(pod.UidOf());
        }
    }

    /// <summary>An ended pod stays known until it is gone, so that an older copy of it does not start it twice.</summary>
    private void Forget(string uid)
    {
        if (running.TryRemove(uid, out var stop))
        {
            stop.Dispose();
        }
    }
}
