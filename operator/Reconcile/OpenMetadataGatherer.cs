using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>What OpenMetadata knows: its version, and how a run ended by its own account.</summary>
internal sealed class OpenMetadataGatherer(IOpenMetadata openMetadata, PlanOptions options, TimeProvider time)
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

    /// <summary>Adds to what is known of each run that has ended the state that the ingestion reported.</summary>
    public async Task<IReadOnlyDictionary<string, OutcomeSeen>> WithStatesAsync(
        DbtCloudIngestion ingestion, IReadOnlyList<RunQuestion> asked, IReadOnlyDictionary<string, OutcomeSeen> seen, OpenMetadataServer server, AccessToken bot, CancellationToken cancellationToken)
    {
        if (ingestion.Spec?.OpenMetadata?.ReportRuns == false)
        {
            return seen;
        }

        var outcomes = new Dictionary<string, OutcomeSeen>(seen);
        foreach (var run in asked.Where(run => run.HasEnded))
        {
            var pipeline = PipelineName.Of(ingestion, run.Selection, options);
            if (await openMetadata.RunStatusAsync(server, bot, pipeline, run.RunId, cancellationToken) is OpenMetadataAnswer<PipelineRun>.Found found)
            {
                outcomes[run.RunId] = (seen.GetValueOrDefault(run.RunId) ?? new OutcomeSeen(null, null)) with { PipelineState = StateName(found.Value.State) };
            }
        }

        return outcomes;
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
