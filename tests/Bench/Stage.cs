using System.Globalization;
using Bench.Cluster;
using Bench.Machine;
using Bench.Servers;

namespace Bench;

/// <summary>One world of one size, and the operator in it. Disposing it ends and removes all of it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly string scratch;
    private readonly Journal journal;
    private Task watching = Task.CompletedTask;

    private Stage(BenchOptions options, int resources, Journal journal, string scratch, ClusterTarget cluster, ServerProcess outside) =>
        (Options, Resources, this.journal, this.scratch, Cluster, Outside, Ingestions, Population) =
        (options, resources, journal, scratch, cluster, outside, new IngestionWatch(journal.Time), new Population(cluster.Http, journal.Time));

    public BenchOptions Options { get; }

    public int Resources { get; }

    public ClusterTarget Cluster { get; }

    public ServerProcess Outside { get; }

    public Population Population { get; }

    public IngestionWatch Ingestions { get; }

    public TimeProvider Time => journal.Time;

    /// <summary>The operator that works on this world; each phase leaves one running.</summary>
    public OperatorProcess? Operator { get; set; }

    public static async Task<Stage> OpenAsync(BenchOptions options, int resources, Journal journal, CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.Output))!, "bench");
        Directory.CreateDirectory(scratch);
        var cluster = await ClusterTarget.OpenAsync(options.Kubeconfig, scratch, cancellationToken);
        var outside = await ServerProcess.StartAsync(["serve-outside", resources.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        return new Stage(options, resources, journal, scratch, cluster, outside);
    }

    /// <summary>Creates all resources before any operator runs, and begins to watch them.</summary>
    public async Task PopulateAsync(CancellationToken cancellationToken)
    {
        var began = Time.GetTimestamp();
        await Population.CreateAsync(Resources, Manifests(), cancellationToken);
        Say($"created {Resources} resources in {Time.GetElapsedTime(began).TotalSeconds:0.0} s");
        watching = await Ingestions.OpenAsync(Cluster.Http, (await Population.ListAsync(cancellationToken)).ResourceVersion, stop.Token);
    }

    /// <summary>Moves the neighbour in, and leaves it time to take what workers it can get.</summary>
    public async Task PopulateNeighbourAsync(CancellationToken cancellationToken)
    {
        await Population.CreateNeighbourAsync(Manifests(), Outside.Addresses["slowDbtCloud"], Resources, cancellationToken);
        await PauseAsync(WorldShape.SlowAnswer, cancellationToken);
    }

    public OperatorProcess StartOperator(string? kubeconfig = null) => OperatorProcess.Start(
        Options.Operator,
        [
            "--kubeconfig", kubeconfig ?? Cluster.Kubeconfig,
            "--allow-insecure-endpoints",
            "--allowed-cidr", "127.0.0.0/8",
            "--fetch-image", "dbt-cloud-ingestion-operator:bench",
            "--dbt-requests-per-minute", Options.RequestsPerMinute.ToString(CultureInfo.InvariantCulture),
            .. Options.OperatorArguments,
        ],
        ScratchFile("operator.log"),
        Time);

    private Manifests Manifests() => new(Outside.Addresses["dbtCloud"], Outside.Addresses["openMetadata"], Time.GetUtcNow());

    public string ScratchFile(string name) => Path.Combine(scratch, name);

    public void Say(FormattableString line) => journal.Say(line);

    public Task PauseAsync(TimeSpan length, CancellationToken cancellationToken) => Task.Delay(length, Time, cancellationToken);

    /// <summary>Null where what was waited for did not come in time; the caller's own cancellation is thrown.</summary>
    public async Task<long?> InTimeAsync(Func<CancellationToken, Task<long>> wait, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Options.Patience);
        try
        {
            return await wait(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Operator is { } running)
        {
            await running.DisposeAsync();
        }

        await stop.CancelAsync();
        await watching.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (!Cluster.IsSandbox)
        {
            // Also after Ctrl-C: somebody else's cluster is left as it was found.
            await Population.RemoveAsync(CancellationToken.None);
        }

        await Outside.DisposeAsync();
        await Cluster.DisposeAsync();
        stop.Dispose();
    }
}
