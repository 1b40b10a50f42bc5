using k8s.Models;
using Operator.Cluster;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>How runs ended, by the account of OpenMetadata and of their pods.</summary>
internal sealed class OutcomeGatherer(IOpenMetadata openMetadata, ICluster cluster, PlanOptions options)
{
    /// <summary>Of each run that has ended and is not in the status yet: the container's exit code, and the state that the ingestion reported.</summary>
    public async Task<IReadOnlyDictionary<string, OutcomeSeen>> OutcomesAsync(
        DbtCloudIngestion ingestion, IReadOnlyList<V1Job> ended, OpenMetadataServer? server, AccessToken? bot, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<string, OutcomeSeen>();
        foreach (var job in ended)
        {
            var exitCode = await cluster.ExitCodeOfAsync(ingestion, job, cancellationToken);
            var state = server is not null && bot is not null ? await StateAsync(ingestion, job, server, bot, cancellationToken) : null;
            outcomes[job.Metadata.Uid] = new OutcomeSeen(exitCode, state);
        }

        return outcomes;
    }

    private async Task<string?> StateAsync(DbtCloudIngestion ingestion, V1Job job, OpenMetadataServer server, AccessToken bot, CancellationToken cancellationToken)
    {
        var filter = job.Metadata.Labels?.TryGetValue(Names.FilterLabel, out var name) == true ? name : Names.WholeAccount;
        if (ingestion.Spec?.OpenMetadata?.ReportRuns == false || Selection.AllOf(ingestion).FirstOrDefault(selection => selection.Filter == filter) is not { } selection)
        {
            return null;
        }

        var pipeline = PipelineName.Of(ingestion, selection, options);
        return await openMetadata.RunStatusAsync(server, bot, pipeline, job.Metadata.Uid, cancellationToken) is OpenMetadataAnswer<PipelineRun>.Found found
            ? StateName(found.Value.State)
            : null;
    }

    /// <summary>OpenMetadata's own words for the states that end a run.</summary>
    private static string? StateName(PipelineState state) => state switch
    {
        PipelineState.Success => "success",
        PipelineState.PartialSuccess => "partialSuccess",
        PipelineState.Failed => "failed",
        PipelineState.Stopped => "stopped",
        _ => null,
    };
}
