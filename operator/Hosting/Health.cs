using Operator.Cluster.Watching;
using Operator.Engine;
using Operator.Resource;

namespace Operator.Hosting;

/// <summary>One judgement of the process; <paramref name="Trouble"/> is null while all is well.</summary>
/// <param name="Note">What there is to say although all is well.</param>
internal sealed record HealthCheck(string Name, string? Trouble, string? Note = null);

/// <summary>
/// Whether work goes on. A restart cures a loop that stands still, and nothing else: an API server that is down, a dbt Cloud
/// that refuses, a resource that fails are tried again by the very loops that are judged here, and leave the process healthy.
/// </summary>
internal sealed class Health(
    WorkQueue<IngestionKey> queue, Workers<IngestionKey> workers, WorkersOptions options, Watches watches, WatchOptions watching, Loops loops)
{
    /// <summary>So much more than a reconcile may take before it is cancelled: time to notice the cancellation.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>What a watch that is silent for too long may still take: to give up, to pause, and to fail at the next attempt.</summary>
    private static readonly TimeSpan Reconnection = TimeSpan.FromMinutes(5);

    /// <summary>A try for the Lease is given up after 10 s, and the next one comes after 5.</summary>
    private static readonly TimeSpan LongestElection = TimeSpan.FromMinutes(2);

    public IEnumerable<HealthCheck> Checks() => [Reconciles(), Queue(), Watches(), .. loops.All.Select(One)];

    /// <summary>How long a watch or the workers may show no sign is judged above.</summary>
    private static HealthCheck One(Loop loop)
    {
        var name = $"loop {loop.Name}";
        return loop switch
        {
            { EndedByItself: true } => new(name, "it has ended"),
            { Name: OperatorService.Election, SinceProgress: { } still } when still > LongestElection => new(name, $"no sign of it for {Text(still)}"),
            { SinceProgress: { } since } => new(name, null, $"last sign {Text(since)} ago"),
            _ => new(name, null),
        };
    }

    /// <summary>A reconcile is cancelled at its time-out; one that still runs does not hear that.</summary>
    private HealthCheck Reconciles()
    {
        var oldest = queue.Look().OldestWork;
        return new("reconciles", oldest <= options.ReconcileTimeout + Slack ? null : $"one has been running for {Text(oldest)}, past its time-out of {Text(options.ReconcileTimeout)}");
    }

    /// <summary>Within a time-out at least one worker must have come back for the next key.</summary>
    private HealthCheck Queue()
    {
        var still = workers.StandsStillFor;
        return new("queue", still <= options.ReconcileTimeout + Slack ? null : $"keys wait, and no worker has taken one for {Text(still)}");
    }

    /// <summary>An attempt that failed is progress, too: the loop turns, and its server is away.</summary>
    private HealthCheck Watches()
    {
        var stuck = watches.Progress.Where(watch => watch.SinceProgress > watching.LongestSilence + Reconnection).Select(watch => $"{watch.What} for {Text(watch.SinceProgress)}").ToList();
        return new("watches", stuck.Count == 0 ? null : $"no sign of {string.Join(", ", stuck)}");
    }

    private static string Text(TimeSpan span) => $"{(int)span.TotalSeconds} s";
}
