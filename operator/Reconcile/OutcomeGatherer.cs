using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>How runs ended, by the account of OpenMetadata.</summary>
internal sealed class OutcomeGatherer(IOpenMetadata openMetadata, PlanOptions options)
{
    /// <summary>Adds to what is known of each run that has ended the state that the ingestion reported, if it did.</summary>
    public async Task<IReadOnlyDictionary<string, OutcomeSeen>> WithStatesAsync(
        DbtCloudIngestion ingestion, IReadOnlyList<RunQuestion> asked, IReadOnlyDictionary<string, OutcomeSeen> seen, OpenMetadataServer server, AccessToken bot, Deadline deadline, CancellationToken cancellationToken)
    {
        if (ingestion.Spec?.OpenMetadata?.ReportRuns == false)
        {
            return seen;
        }

        var outcomes = new Dictionary<string, OutcomeSeen>(seen);
        foreach (var run in asked.Where(run => run.HasEnded))
        {
            var known = seen.GetValueOrDefault(run.RunId);
            var pipeline = PipelineName.Of(ingestion, run.Selection, options);
            var answer = await deadline.AskAsync(stop => openMetadata.RunStatusAsync(server, bot, pipeline, run.RunId, stop), Late, cancellationToken);
            outcomes[run.RunId] = With(known ?? new OutcomeSeen(null, null), answer);
        }

        return outcomes;
    }

    private static OpenMetadataAnswer<PipelineRun> Late() => new OpenMetadataAnswer<PipelineRun>.Failed(new OpenMetadataFailure.Unreachable(UnreachableKind.TimedOut));

    /// <summary>What this operator wrote itself is not the word of the ingestion: seen again, it changes no result.</summary>
    private static OutcomeSeen With(OutcomeSeen outcome, OpenMetadataAnswer<PipelineRun> answer) => answer switch
    {
        OpenMetadataAnswer<PipelineRun>.Found { Value: var run } when run.Steps.Any(step => step.Name == PipelineName.Mark) => outcome with { Recorded = RecordedEnd.Yes },
        OpenMetadataAnswer<PipelineRun>.Found { Value: var run } when StateName(run.State) is { } state =>
            outcome with { PipelineState = state, Counts = [.. run.Steps.Select(CountOf)], Recorded = RecordedEnd.Yes },
        OpenMetadataAnswer<PipelineRun>.Found { Value: { State: not PipelineState.Unknown } run } => outcome with { Recorded = RecordedEnd.No, RecordedStart = run.StartedAt },
        OpenMetadataAnswer<PipelineRun>.Missing => outcome with { Recorded = RecordedEnd.No },
        OpenMetadataAnswer<PipelineRun>.Failed { Why: var why } => outcome with { Recorded = RecordedAfter(why) },
        _ => outcome with { Recorded = RecordedEnd.Never },
    };

    /// <summary>Whether it is worth asking, or telling, again.</summary>
    public static RecordedEnd RecordedAfter(OpenMetadataFailure why) => why switch
    {
        OpenMetadataFailure.BusyUntil or OpenMetadataFailure.Unreachable => RecordedEnd.Unanswered,
        OpenMetadataFailure.Refused { Reason: BotRefusal.NotPermitted } or OpenMetadataFailure.Unexpected { What: UnexpectedReply.Status } => RecordedEnd.Never,
        _ => RecordedEnd.Unknown,
    };

    private static StepCount CountOf(PipelineStep step) => new(step.Name, step.Records, step.Updated, step.Warnings, step.Errors, step.Filtered);

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
