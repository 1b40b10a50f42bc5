using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>
/// The life of one pod on the node: its volumes, its init containers one after the other, then its containers. Nothing is
/// restarted, as with restartPolicy Never: the first init container that fails ends the pod.
/// </summary>
internal sealed class PodLife(JsonObject pod, PodFiles files, ContainerRun runs, ContainerEnvironment environment, PodReports reports, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private readonly PodStatus _status = new(pod, time.GetUtcNow());
    private readonly SemaphoreSlim _writing = new(1);

    public async Task RunAsync(ContainerLogs logs, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        foreach (var container in pod.Items("spec", "initContainers"))
        {
            if (!await RunAsync(container, logs, cancellationToken))
            {
                return;
            }
        }

        await Task.WhenAll(pod.Items("spec", "containers").Select(container => RunAsync(container, logs, cancellationToken)));
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>Volumes whose Secret or ConfigMap is not there yet are waited for; an event says which.</summary>
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                await files.WriteAsync(cancellationToken);
                return;
            }
            catch (MissingReferenceException missing)
            {
                await reports.StatusAsync(pod, _status.ToJson(time.GetUtcNow()), cancellationToken);
                await (told ? Task.CompletedTask : reports.WarnAsync(pod, "FailedMount", missing.Message, cancellationToken));
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }

    /// <summary>True when it has succeeded.</summary>
    private async Task<bool> RunAsync(JsonObject container, ContainerLogs logs, CancellationToken cancellationToken)
    {
        var variables = await VariablesAsync(container, cancellationToken);
        var its = files.Of(container);
        var log = logs.Begin(container.Text("name")!);
        await SayAsync(container, new ContainerState.Running(time.GetUtcNow()), cancellationToken);
        var end = await GuardedAsync(token => runs.RunAsync(container, variables, its, log, token), cancellationToken);
        if (end.Message.Length == 0)
        {
            end = end with { Message = TerminationMessage.Of(pod, container, end.ExitCode, its.TerminationFile, log.ToString()) };
        }

        await SayAsync(container, new ContainerState.Terminated(end), cancellationToken);
        return end.ExitCode == 0 && _status.Eviction is null;
    }

    /// <summary>A pod whose folders outgrow their limits is thrown out, whatever it is doing.</summary>
    private async Task<ContainerEnd> GuardedAsync(Func<CancellationToken, Task<ContainerEnd>> run, CancellationToken cancellationToken)
    {
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = run(kill.Token);
        while (await Task.WhenAny(running, Task.Delay(BetweenLooks, time, kill.Token)) != running && !kill.IsCancellationRequested)
        {
            if (files.Overfull() is not null)
            {
                await kill.CancelAsync();
            }
        }

        var end = await running;
        _status.Eviction ??= files.Overfull();
        return end;
    }

    /// <summary>A Secret or ConfigMap that is not there yet is waited for.</summary>
    private async Task<IReadOnlyDictionary<string, string>> VariablesAsync(JsonObject container, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await environment.ResolveAsync(container, cancellationToken);
            }
            catch (MissingReferenceException missing)
            {
                await SayAsync(container, new ContainerState.Waiting("CreateContainerConfigError", missing.Message), cancellationToken);
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }

    private async Task SayAsync(JsonObject container, ContainerState state, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _status.Set(container.Text("name")!, state);
            await reports.StatusAsync(pod, _status.ToJson(time.GetUtcNow()), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
