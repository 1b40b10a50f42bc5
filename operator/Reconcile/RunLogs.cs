using k8s.Models;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>Adds to what is known of a run that has ended what its log says, where that may tell more and may be read.</summary>
internal sealed class RunLogs(ICluster cluster)
{
    public async Task<OutcomeSeen> AddAsync(OutcomeSeen outcome, V1Job job, PodSeen pod, CancellationToken cancellationToken)
    {
        if (outcome.Pod is not { } ended || !LogNeed.Of(job, ended) || PodReading.ContainerOf(job) is not { } container)
        {
            return outcome;
        }

        var tally = new LogTally();
        if (await cluster.ReadLogAsync(job.Metadata.NamespaceProperty, pod, container, tally.See, cancellationToken) is not { } isWhole)
        {
            return outcome;
        }

        var log = tally.Result(isWhole);
        return outcome with { Log = log, Pod = ended.Cause is LogCause.Unknown && ended.ExitCode != 0 ? ended with { Cause = log.Cause } : ended };
    }
}
