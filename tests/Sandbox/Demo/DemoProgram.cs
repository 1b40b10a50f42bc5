using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>The demo: installs, applies the samples, starts the operator, follows the first run, prints the end state.</summary>
internal sealed class DemoProgram(TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly long started = time.GetTimestamp();

    public async Task<int> RunAsync(string? kubeconfig, bool stay, CancellationToken cancellationToken)
    {
        var checkout = Checkout.Find();
        var samples = Samples.Read(checkout);
        await using var world = await World.StartAsync(checkout, samples, kubeconfig, time, cancellationToken);
        Say($"Kubernetes API  {world.Kubernetes.AbsoluteUri}{(kubeconfig is null ? "" : $"  (from {kubeconfig})")}");
        Say($"dbt Cloud       {world.DbtCloud.Address.AbsoluteUri}  (stand-in)");
        Say($"OpenMetadata    {world.OpenMetadata.Address.AbsoluteUri}  (stand-in, {world.OpenMetadata.World.Version})");
        await InstallAsync(world, checkout, samples, cancellationToken);

        var log = Path.Combine(checkout.Scratch, "operator.log");
        await using var operatorProcess = OperatorProcess.Start(checkout.Operator, world.Kubeconfig, log);
        Say($"operator        started; its log: {Path.GetRelativePath(checkout.Top, log)}");
        var ingestion = await FollowAsync(world, samples.Ingestion, operatorProcess, cancellationToken);
        var end = Ending.Of(samples.Ingestion, ingestion);
        if (stay)
        {
            await StayAsync(world, samples.Ingestion, cancellationToken);
            return 0;
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(StatusText.Of(ingestion));
        await output.WriteLineAsync(end.Line);
        return end.Good ? 0 : 1;
    }

    private async Task InstallAsync(World world, Checkout checkout, Samples samples, CancellationToken cancellationToken)
    {
        var installation = new Installation(world.Api, time);
        var patch = Samples.Patch(world.DbtCloud.Address, world.OpenMetadata.Api);
        foreach (var item in ManifestFile.Read(checkout.CustomResourceDefinition))
        {
            await installation.ApplyAsync(item, cancellationToken);
            Say($"applied         {item.Text("kind")} {item.NameOf()}");
        }

        Say($"patch           {patch.ToJsonString()}");
        foreach (var item in samples.Objects)
        {
            await installation.ApplyAsync(Samples.Patched(item, patch), cancellationToken);
            Say($"applied         {item.Text("kind")} {(item.NamespaceOf().Length > 0 ? item.NamespaceOf() + "/" : "")}{item.NameOf()}");
        }

        await world.StartControllersAsync(checkout, samples.Ingestion.NamespaceOf(), cancellationToken);
    }

    private async Task<JsonObject?> FollowAsync(World world, JsonObject sample, OperatorProcess operatorProcess, CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watching.Token, patience.Token);
        var scene = new Scene(world.Api, sample, time);
        var watch = scene.RunAsync(watching.Token);
        var narrator = new Narrator();
        var asked = false;
        while (!Ending.IsOver(scene.Ingestion) && !operatorProcess.HasExited && await scene.ChangedAsync(either.Token))
        {
            foreach (var line in narrator.Tell(scene.Ingestion, scene.CronJobs, scene.Jobs))
            {
                Say(line);
            }

            if (!asked && Ending.IsReady(scene.Ingestion) && scene.CronJobs.Count > 0)
            {
                asked = true;
                await StartRunAsync(world.Api, scene.CronJobs.OrderBy(item => item.NameOf(), StringComparer.Ordinal).First(), cancellationToken);
            }
        }

        foreach (var line in narrator.Tell(scene.Ingestion, scene.CronJobs, scene.Jobs))
        {
            Say(line);
        }

        await watching.CancelAsync();
        await watch;
        return scene.Ingestion;
    }

    private async Task StartRunAsync(ApiConnection api, JsonObject cronJob, CancellationToken cancellationToken)
    {
        var job = ManualJob.Of(cronJob, $"{cronJob.NameOf()}-demo-{time.GetUtcNow().ToUnixTimeSeconds()}");
        Say($"$ kubectl -n {cronJob.NamespaceOf()} create job --from=cronjob/{cronJob.NameOf()} {job.NameOf()}");
        await api.CreateAsync($"/apis/batch/v1/namespaces/{cronJob.NamespaceOf()}/jobs", job, cancellationToken);
    }

    private async Task StayAsync(World world, JsonObject sample, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(
            $"""

            The sandbox stays up. In another terminal:

              export KUBECONFIG={world.Kubeconfig}
              kubectl -n {sample.NamespaceOf()} get dci -o wide
              kubectl -n {sample.NamespaceOf()} describe dci {sample.NameOf()}

            Ctrl-C ends it.
            """);
        var ended = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
        await output.WriteLineAsync("stopping");
    }

    private void Say(string line) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(started).TotalSeconds,6:0.0}s  {line}"));
}
