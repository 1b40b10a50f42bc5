using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>A server, and the token that opens it.</summary>
internal sealed record OpenDoor(OpenMetadataServer Server, AccessToken Bot);

/// <summary>Makes pipelines known: one call for each, and a second only where it may exist. One that exists is never written over.</summary>
internal sealed class PipelineWrites(IOpenMetadata openMetadata, TimeProvider time)
{
    /// <summary>Longer than a list of pipelines is taken for new: it may be from before.</summary>
    private readonly ShortMemory<(string Server, string Bot, string Pipeline), Written> _created = new(TimeSpan.FromMinutes(2), time);

    public async Task<(CarriedOut Outcome, string? TryAgain)> CreateAsync(OpenDoor door, string filter, MissingPipeline pipeline, CancellationToken cancellationToken)
    {
        var key = (door.Server.Identity, door.Bot.Fingerprint, pipeline.FullName);
        var outcome = new CarriedOut(filter, null);
        if (_created.TryRecall(key, out _))
        {
            return (outcome, null);
        }

        if (await AskAsync(door, pipeline, cancellationToken) is { } why)
        {
            var warning = Warning(why, door.Server, pipeline);
            return (outcome with { NotTold = warning }, warning.Reason == OpenMetadataVerified.Unreachable ? warning.Message : null);
        }

        _created.Remember(key, Written.Down);
        return (outcome, null);
    }

    /// <summary>Null when OpenMetadata knows the pipeline.</summary>
    private async Task<OpenMetadataFailure?> AskAsync(OpenDoor door, MissingPipeline pipeline, CancellationToken cancellationToken)
    {
        if (pipeline.MayExist && await openMetadata.PipelineAsync(door.Server, door.Bot, pipeline.FullName, cancellationToken) is not OpenMetadataAnswer<DbtPipeline>.Missing and var looked)
        {
            return (looked as OpenMetadataAnswer<DbtPipeline>.Failed)?.Why;
        }

        var source = new DbtCloudSource(pipeline.AccountId, pipeline.Url, pipeline.ProjectId, pipeline.JobId);
        var created = new NewPipeline(pipeline.Name, pipeline.ServiceId, pipeline.Description, pipeline.LogLevel, source);
        return await openMetadata.CreateAsync(door.Server, door.Bot, created, cancellationToken) switch
        {
            OpenMetadataAnswer<Written>.Found => null,
            OpenMetadataAnswer<Written>.Failed failed => failed.Why,
            _ => new OpenMetadataFailure.Unexpected(UnexpectedReply.Status, 404),
        };
    }

    private static CheckSeen Warning(OpenMetadataFailure why, OpenMetadataServer server, MissingPipeline pipeline)
    {
        var (reason, message) = why switch
        {
            _ when OpenMetadataVerdicts.IsOutsideTrouble(why) => (OpenMetadataVerified.Unreachable, OpenMetadataVerdicts.Of(why, server).Message),
            OpenMetadataFailure.Refused { Reason: BotRefusal.NotPermitted } => (
                OpenMetadataVerified.RunsNotReported,
                $"the bot may not create the pipeline {pipeline.FullName} (403), so its runs are not shown in OpenMetadata; give the bot's role Create on ingestionPipeline and EditIngestionPipelineStatus, or set openMetadata.reportRuns to false"),
            _ => (
                OpenMetadataVerified.RunsNotReported,
                $"{server.Api.Host} does not take the pipeline {pipeline.FullName}{(why is OpenMetadataFailure.Unexpected { Status: { } status } ? $" ({status})" : "")}; look at OpenMetadata's own log, or set openMetadata.reportRuns to false"),
        };
        return new CheckSeen(CheckNames.BotToken, CheckResults.Warning, reason, message);
    }
}
