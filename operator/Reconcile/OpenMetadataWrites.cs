using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>
/// Tells OpenMetadata what it has to know of pipelines and runs. Nothing of it holds up a CronJob: what is refused is a warning,
/// and what did not arrive is told again.
/// </summary>
internal sealed class OpenMetadataWrites(IOpenMetadata openMetadata)
{
    public async Task<Carried> OutAsync(IngestionPlan plan, BotQuestion? way, CancellationToken cancellationToken)
    {
        if (!plan.Ingestions.Any(planned => planned.Pipeline is not null || planned.Untold.Count > 0))
        {
            return new([], null);
        }

        var bot = way is { Bot.Seen.Reason.Holds: true } ? await way.Bot.TokenAsync(cancellationToken) : null;
        var outcomes = new List<CarriedOut>();
        string? tryAgain = null;
        foreach (var planned in plan.Ingestions)
        {
            if (planned.Pipeline is { } pipeline && bot is not null && await CreateAsync(way!.Server, bot, pipeline, cancellationToken) is { } notTold)
            {
                outcomes.Add(new CarriedOut(planned.Filter, null) { NotTold = notTold });
                tryAgain ??= notTold.Reason == OpenMetadataVerified.Unreachable ? notTold.Message : null;
            }

            foreach (var run in planned.Untold)
            {
                var (told, trouble) = await EndAsync(way?.Server, bot, planned.Filter, run, cancellationToken);
                outcomes.Add(told);
                tryAgain ??= trouble;
            }
        }

        return new(outcomes, tryAgain);
    }

    /// <summary>Null where OpenMetadata knows the pipeline now.</summary>
    private async Task<CheckSeen?> CreateAsync(OpenMetadataServer server, AccessToken bot, MissingPipeline pipeline, CancellationToken cancellationToken)
    {
        if (pipeline.MayExist && await openMetadata.PipelineAsync(server, bot, pipeline.FullName, cancellationToken) is not OpenMetadataAnswer<DbtPipeline>.Missing and var looked)
        {
            return (looked as OpenMetadataAnswer<DbtPipeline>.Failed)?.Why is { } whyNot ? NotTold(whyNot, server, pipeline) : null;
        }

        var source = new DbtCloudSource(pipeline.AccountId, pipeline.Url, pipeline.ProjectId, pipeline.JobId);
        var created = new NewPipeline(pipeline.Name, pipeline.ServiceId, pipeline.Description, pipeline.LogLevel, source);
        return await openMetadata.CreateAsync(server, bot, created, cancellationToken) switch
        {
            OpenMetadataAnswer<Written>.Found => null,
            OpenMetadataAnswer<Written>.Failed { Why: var why } => NotTold(why, server, pipeline),
            _ => NotTold(new OpenMetadataFailure.Unexpected(UnexpectedReply.Status, 404), server, pipeline),
        };
    }

    private static CheckSeen NotTold(OpenMetadataFailure why, OpenMetadataServer server, MissingPipeline pipeline) => why switch
    {
        _ when OpenMetadataVerdicts.IsOutsideTrouble(why) => Warning(OpenMetadataVerified.Unreachable, OpenMetadataVerdicts.Of(why, server).Message),
        OpenMetadataFailure.Refused { Reason: BotRefusal.NotPermitted } => Warning(
            OpenMetadataVerified.RunsNotReported,
            $"the bot may not create the pipeline {pipeline.FullName} (403), so its runs are not shown in OpenMetadata; give the bot's role Create on ingestionPipeline and EditIngestionPipelineStatus, or set openMetadata.reportRuns to false"),
        _ => Warning(
            OpenMetadataVerified.RunsNotReported,
            $"{server.Api.Host} does not take the pipeline {pipeline.FullName}{(why is OpenMetadataFailure.Unexpected { Status: { } status } ? $" ({status})" : "")}; look at OpenMetadata's own log, or set openMetadata.reportRuns to false"),
    };

    private async Task<(CarriedOut Told, string? Trouble)> EndAsync(OpenMetadataServer? server, AccessToken? bot, string filter, UntoldRun run, CancellationToken cancellationToken)
    {
        var open = new CarriedOut(filter, null);
        var trouble = $"OpenMetadata could not be told how the run of {run.Run.Job} ended";
        if (run.Recorded is not RecordedEnd.No || server is null || bot is null)
        {
            return (open, run.Recorded is RecordedEnd.Unanswered ? trouble : null);
        }

        var known = open with { Told = run.Run.RunId };
        return await openMetadata.EndAsync(server, bot, run.Pipeline, EndOf(run), cancellationToken) switch
        {
            OpenMetadataAnswer<Written>.Failed { Why: OpenMetadataFailure.Refused { Reason: BotRefusal.NotPermitted } } => (known with { NotTold = MayNotEnd(run) }, null),
            OpenMetadataAnswer<Written>.Failed { Why: var why } => OutcomeGatherer.RecordedAfter(why) switch
            {
                RecordedEnd.Unanswered => (open, trouble),
                RecordedEnd.Never => (known, null),
                _ => (open, null),
            },
            _ => (known, null), // Told; or there is no such pipeline, and nobody to tell.
        };
    }

    private static CheckSeen MayNotEnd(UntoldRun run) => Warning(
        OpenMetadataVerified.RunsNotReported,
        $"the bot may not write how the run of {run.Run.Job} ended (403), so OpenMetadata may show it as running; give the bot's role EditIngestionPipelineStatus on ingestionPipeline, or set openMetadata.reportRuns to false");

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

    private static CheckSeen Warning(Reason reason, string message) => new(CheckNames.BotToken, CheckResults.Warning, reason, message);
}
