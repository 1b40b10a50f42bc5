using Operator.OpenMetadata;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>Tells OpenMetadata how runs ended that could not tell so themselves. What OpenMetadata may know by now is not written over.</summary>
internal sealed class RunEndWrites(IOpenMetadata openMetadata)
{
    /// <param name="door">Null where there is no token to open one with.</param>
    public async Task<(CarriedOut Outcome, string? TryAgain)> TellAsync(OpenDoor? door, string filter, UntoldRun run, CancellationToken cancellationToken)
    {
        var owed = new CarriedOut(filter, null);
        if (run.Recorded is not RecordedEnd.No || door is null)
        {
            return (owed, run.Recorded is RecordedEnd.Unanswered ? Trouble(run) : null);
        }

        var told = owed with { Told = run.Run.RunId };
        if (await openMetadata.EndAsync(door.Server, door.Bot, run.Pipeline, EndOf(run), cancellationToken) is not OpenMetadataAnswer<Written>.Failed { Why: var why })
        {
            return (told, null); // Told; or there is no such pipeline, and so nothing that would show the run.
        }

        return OutcomeGatherer.RecordedAfter(why) switch
        {
            RecordedEnd.Never => (why is OpenMetadataFailure.Refused ? told with { NotTold = MayNot(run) } : told, null),
            RecordedEnd.Unanswered => (owed, Trouble(run)),
            _ => (owed, null),
        };
    }

    private static RunEnd EndOf(UntoldRun run) => new(
        run.Run.RunId!,
        run.IsStopped ? PipelineState.Stopped : PipelineState.Failed,
        run.StartedAt,
        run.EndedAt,
        PipelineName.Mark,
        run.Run.Job ?? "",
        run.Run.Message ?? $"Job {run.Run.Job} has ended: {run.Run.Result}.")
    {
        DbtRun = run is { TakesDetails: true, Run.DbtRun: { Id: { } id } dbtRun } ? new IngestedRun(id, dbtRun.JobId, dbtRun.Status, dbtRun.Url) : null,
    };

    private static string Trouble(UntoldRun run) => $"OpenMetadata could not be told how the run of {run.Run.Job} ended";

    private static CheckSeen MayNot(UntoldRun run) => new(
        CheckNames.BotToken,
        CheckResults.Warning,
        OpenMetadataVerified.RunsNotReported,
        $"the bot may not write how the run of {run.Run.Job} ended (403), so OpenMetadata may show it as running; give the bot's role EditIngestionPipelineStatus on ingestionPipeline, or set openMetadata.reportRuns to false");
}
