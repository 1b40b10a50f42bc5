using Operator.Cluster;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>What the cluster knows of runs beyond their Jobs: the newest pod, its log where that tells more, and why one could not be made.</summary>
internal sealed class RunOutcomes(ICluster cluster)
{
    private readonly RunLogs logs = new(cluster);

    /// <summary>Null where the API server did not answer. While a run goes on only the watches are read; nothing is asked for.</summary>
    public async Task<IReadOnlyDictionary<string, OutcomeSeen>?> OfAsync(DbtCloudIngestion ingestion, IReadOnlyList<RunQuestion> asked, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<string, OutcomeSeen>();
        var pods = asked.Any(run => run.Job is not null) ? cluster.PodsOf(ingestion) : [];
        foreach (var (_, runId, job) in asked)
        {
            if (job is null)
            {
                continue;
            }

            var newest = PodReading.NewestOf(job, pods);
            var isGone = false;
            if (JobReading.HasEnded(job) && (newest is null || !PodReading.HasEnded(job, newest)))
            {
                // The watch of the pods may be behind that of the Jobs.
                if (await cluster.ReadPodsAsync(job, cancellationToken) is not { } read)
                {
                    return null;
                }

                var still = PodReading.NewestOf(job, read);
                isGone = still is null;
                newest = still ?? newest;
            }

            // A Job keeps its pods, so one that the watch still shows and nobody has any more was deleted.
            var pod = newest is null ? null : PodReading.Of(job, newest);
            var outcome = new OutcomeSeen(isGone && pod is not null ? pod with { IsBeingDeleted = true } : pod, null, cluster.RejectionOf(job) is { } words ? KubernetesWords.Rejection(words) : null);
            outcomes[runId] = newest is null || isGone ? outcome : await logs.AddAsync(outcome, job, newest, cancellationToken);
        }

        return outcomes;
    }
}
