using k8s.Models;
using Operator.Cluster;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>What OpenMetadata knows: its version, and how a run ended by its own account.</summary>
internal sealed class OpenMetadataGatherer(IOpenMetadata openMetadata, ICluster cluster, PlanOptions options, TimeProvider time)
{
    private readonly ShortMemory<OpenMetadataServer, OpenMetadataVersion> _versions = new(TimeSpan.FromMinutes(1), time);

    /// <param name="anew">Asked for by a person: what was heard a moment ago will not do.</param>
    public async Task<(OpenMetadataSeen Seen, string? Forbidden)> VersionAsync(OpenMetadataServer server, bool anew, CancellationToken cancellationToken)
    {
        if (!anew && _versions.TryRecall(server, out var known))
        {
            return (Verified(known), null);
        }

        switch (await openMetadata.VersionAsync(server, cancellationToken))
        {
            case OpenMetadataAnswer<OpenMetadataVersion>.Found found:
                _versions.Remember(server, found.Value);
                return (Verified(found.Value), null);
            case OpenMetadataAnswer<OpenMetadataVersion>.Failed { Why: OpenMetadataFailure.NotAllowed } failed:
                return (OpenMetadataSeen.NotAsked, OpenMetadataVerdicts.Of(failed.Why, server).Message);
            case OpenMetadataAnswer<OpenMetadataVersion>.Failed failed:
                var (reason, message) = OpenMetadataVerdicts.Of(failed.Why, server);
                return (new(null, new CheckSeen(CheckNames.OpenMetadata, CheckResults.Failed, reason, message)), null);
            default:
                return (new(null, new CheckSeen(CheckNames.OpenMetadata, CheckResults.Failed, Reasons.OpenMetadataVerified.Unreachable, $"{server.Api.Host} does not answer as OpenMetadata does; check openMetadata.url")), null);
        }
    }

    private static OpenMetadataSeen Verified(OpenMetadataVersion version) =>
        new(version.Text, new CheckSeen(CheckNames.OpenMetadata, CheckResults.Passed, Reasons.OpenMetadataVerified.Verified));

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
