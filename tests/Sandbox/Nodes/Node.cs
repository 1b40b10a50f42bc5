using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>
/// Stands in for a scheduler and a kubelet: takes every pending pod, runs its container as a local process and reports how
/// it ended. A deleted pod's process is killed.
/// </summary>
/// <param name="api">Where pods and their Secrets are.</param>
/// <param name="programs">What the images' programs are on this machine.</param>
/// <param name="folder">Below it every pod gets a folder for its volumes.</param>
/// <param name="time">For ticks and the times in statuses.</param>
internal sealed class Node(ApiConnection api, Programs programs, string folder, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> running = new();
    private readonly ConcurrentDictionary<(string Namespace, string Pod), ContainerLog> logs = new();
    private readonly ObjectReading objects = new(api);

    /// <summary>What the container of a pod has printed so far; null for a pod that never ran here.</summary>
    public string? LogOf(string @namespace, string pod) => logs.GetValueOrDefault((@namespace, pod))?.ToString();

    public async Task RunAsync(CancellationToken cancellationToken)
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
        _ = Task.Run(() => LiveAsync(pod, stop), CancellationToken.None);
    }

    private async Task LiveAsync(JsonObject pod, CancellationTokenSource stop)
    {
        try
        {
            await RunAsync(pod, stop.Token);
        }
        catch (MissingReferenceException missing)
        {
            await ReportAsync(pod, PodStatus.Waiting(pod, "CreateContainerConfigError", missing.Message), stop.Token);
            await Task.Delay(Tick, time, stop.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            Forget(pod.UidOf()); // The next look tries again.
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

    private async Task RunAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        using var files = new PodFiles(folder, pod, objects);
        await files.WriteAsync(cancellationToken);
        var container = pod.Items("spec", "containers").First();
        var environment = await new ContainerEnvironment(pod, objects).ResolveAsync(container, cancellationToken);
        var log = logs[(pod.NamespaceOf(), pod.NameOf())] = new ContainerLog();
        await ReportAsync(pod, PodStatus.Running(pod, time.GetUtcNow()), cancellationToken);
        var end = await new ContainerRun(programs, time).RunAsync(container, environment, text => files.Localize(container, text), log, cancellationToken);
        await ReportAsync(pod, PodStatus.Ended(pod, end), cancellationToken);
    }

    private Task<JsonObject?> ReportAsync(JsonObject pod, JsonObject status, CancellationToken cancellationToken) =>
        api.PatchAsync($"/api/v1/namespaces/{pod.NamespaceOf()}/pods/{pod.NameOf()}/status", new JsonObject { ["status"] = status }, cancellationToken);
}
