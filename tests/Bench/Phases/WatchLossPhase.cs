using Bench.Cluster;
using Bench.Machine;
using Bench.Reporting;

namespace Bench.Phases;

/// <summary>The operator's connections fall silent without being closed, and then a resource is edited: when does the CronJob follow?</summary>
internal sealed class WatchLossPhase : IPhase
{
    // Numbers of retries that no other phase uses.
    private const int BeforeTheCut = 9;
    private const int AfterTheCut = 10;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    public string Name => "watch-loss";

    public async Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        await stage.Operator!.DisposeAsync();
        var server = RoutedKubeconfig.ServerOf(stage.Cluster.Kubeconfig);
        await using var forwarder = new Forwarder(server.Host, server.Port);
        var kubeconfig = stage.ScratchFile("kubeconfig-through-forwarder");
        RoutedKubeconfig.Write(stage.Cluster.Kubeconfig, new Uri($"{server.Scheme}://{forwarder.Address}"), kubeconfig);
        stage.Operator = stage.StartOperator(kubeconfig);
        using var metrics = new OperatorMetrics(stage.Operator, stage.Time);
        if (await stage.InTimeAsync(token => metrics.SettledAsync(stage.Resources, token), cancellationToken) is null)
        {
            stage.Say($"watch loss      the operator did not settle behind the forwarder");
            return figures;
        }

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new CronJobWatch(stage.Time);
        var reading = await watch.OpenAsync(stage.Cluster.Http, await stage.Population.ResourceVersionOfCronJobsAsync(cancellationToken), watching.Token);
        await FollowedAsync(stage, watch, BeforeTheCut, cancellationToken);
        await stage.PauseAsync(Quiet, cancellationToken);
        forwarder.Cut();
        var seconds = await FollowedAsync(stage, watch, AfterTheCut, cancellationToken);
        stage.Say($"watch loss      {(seconds is { } length ? $"repaired after {length:0.0} s" : $"not repaired within {stage.Options.Patience.TotalSeconds} s")}");
        await watching.CancelAsync();
        await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await stage.Operator.DisposeAsync();
        stage.Operator = null;
        return figures with { WatchLossSeconds = seconds };
    }

    private static async Task<double?> FollowedAsync(Stage stage, CronJobWatch watch, int retries, CancellationToken cancellationToken)
    {
        var began = stage.Time.GetTimestamp();
        var followed = await stage.InTimeAsync(
            async token =>
            {
                var follows = watch.FollowsAsync(0, retries, token);
                await EditPhase.ChangeAsync(stage, 0, retries, token);
                return await follows;
            },
            cancellationToken);
        return followed is { } at ? stage.Time.GetElapsedTime(began, at).TotalSeconds : null;
    }
}
