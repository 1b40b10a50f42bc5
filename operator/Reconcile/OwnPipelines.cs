using Operator.Cluster;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>
/// Tells the pipelines of DbtCloudIngestions from others: by the names that those in the store use, and by a mark in their
/// description, since another cluster's may be among them.
/// </summary>
internal sealed class OwnPipelines(ICluster cluster, PlanOptions options, TimeProvider time)
{
    // All that is held is unpacked for it.
    private readonly ShortMemory<PlanOptions, HashSet<string>> _names = new(TimeSpan.FromSeconds(10), time);

    public bool Holds(DbtPipeline pipeline, DbtCloudIngestion ingestion) =>
        pipeline.Description.Contains(PipelineName.Mark, StringComparison.Ordinal)
        || NamesOf(ingestion).Contains(pipeline.FullName, StringComparer.Ordinal)
        || NamesOfAll().Contains(pipeline.FullName);

    private HashSet<string> NamesOfAll()
    {
        if (!_names.TryRecall(options, out var names))
        {
            names = [.. cluster.Ingestions().SelectMany(NamesOf)];
            _names.Remember(options, names);
        }

        return names;
    }

    private IEnumerable<string> NamesOf(DbtCloudIngestion ingestion) =>
        Selection.AllOf(ingestion).Select(selection => PipelineName.Of(ingestion, selection, options));
}
