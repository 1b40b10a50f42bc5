using System.Collections.Concurrent;
using Operator.Cluster;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>What is asked with the bot's token.</summary>
/// <param name="Anew">Asked for by a person: what was heard a moment ago will not do.</param>
internal sealed record BotQuestion(OpenMetadataServer Server, TokenKey Bot, bool Anew);

/// <summary>
/// OpenMetadata's side of the connection test: the server answers, takes the bot's token, and has a database service that dbt's
/// models can find. At most four calls where all is well; resources that are tested within a minute share them.
/// </summary>
internal sealed class OpenMetadataTest(IOpenMetadata openMetadata, ICluster cluster, PlanOptions options, TimeProvider time)
{
    private readonly ShortMemory<string, OpenMetadataVersion> _versions = new(TimeSpan.FromMinutes(1), time);
    private readonly ServiceQuestions _services = new(openMetadata, time);
    private readonly OwnPipelines _pipelines = new(cluster, options, time);

    /// <summary>Only of those that something was wrong with: they are asked about again sooner.</summary>
    private readonly ConcurrentDictionary<IngestionKey, DateTimeOffset> _asked = new();

    /// <summary>When OpenMetadata was last asked about a resource that something is wrong with; null where this process never did.</summary>
    public DateTimeOffset? AskedAt(IngestionKey key) => _asked.TryGetValue(key, out var at) ? at : null;

    public void Forget(IngestionKey key) => _asked.TryRemove(key, out _);

    /// <param name="anew">Asked for by a person: what was heard a moment ago will not do.</param>
    public async Task<(OpenMetadataSeen Seen, string? Forbidden)> VersionAsync(OpenMetadataServer server, bool anew, CancellationToken cancellationToken)
    {
        if (!anew && _versions.TryRecall(server.Identity, out var known))
        {
            return (Verified(known), null);
        }

        switch (await openMetadata.VersionAsync(server, cancellationToken))
        {
            case OpenMetadataAnswer<OpenMetadataVersion>.Found found:
                _versions.Remember(server.Identity, found.Value);
                return (Verified(found.Value), null);
            case OpenMetadataAnswer<OpenMetadataVersion>.Failed { Why: OpenMetadataFailure.NotAllowed why }:
                return (OpenMetadataSeen.NotAsked, OpenMetadataVerdicts.Of(why, server).Message);
            case OpenMetadataAnswer<OpenMetadataVersion>.Failed failed:
                return (new(null, OpenMetadataVerdicts.Check(CheckNames.OpenMetadata, failed.Why, server)), null);
            default:
                return (new(null, OpenMetadataVerdicts.Check(CheckNames.OpenMetadata, new OpenMetadataFailure.Unexpected(UnexpectedReply.Status, 404), server)), null);
        }
    }

    /// <summary>Asks a server that has just told its version about bot and service; null where there is nobody to ask, or no token to ask with.</summary>
    public Task<ServiceFacts?> AskAsync(DbtCloudIngestion ingestion, OpenMetadataSeen seen, BotQuestion question, CancellationToken cancellationToken) =>
        question.Bot.Seen.Reason.Holds && seen.Check?.Result is CheckResults.Passed && !TokenAge.IsOver(question.Bot.Seen, time.GetUtcNow())
            ? _services.AskAsync(question, ServiceOf(ingestion), cancellationToken)
            : Task.FromResult<ServiceFacts?>(null);

    /// <summary>What the answers say of bot and service.</summary>
    /// <param name="adapterTypes">What dbt writes to, as far as it is known in this pass.</param>
    public OpenMetadataSeen Judge(
        DbtCloudIngestion ingestion, OpenMetadataSeen seen, BotQuestion question, ServiceFacts? facts, IReadOnlyCollection<string> adapterTypes) =>
        Dated(ingestion, (question.Bot.Seen.Reason.Holds, seen.Check?.Result, facts) switch
        {
            (true, CheckResults.Passed, { } told) => seen with
            {
                Pipelines = (told as ServiceFacts.Found)?.Known,
                BotToken = BotTokenVerdict.Of(told, question.Server),
                DatabaseService = DatabaseServiceVerdict.Of(
                    told, ServiceOf(ingestion), adapterTypes, pipeline => _pipelines.Holds(pipeline, ingestion), Recall.OpenMetadata(ingestion).DatabaseService, question.Server),
            },
            (true, CheckResults.Passed, null) when TokenAge.IsOver(question.Bot.Seen, time.GetUtcNow()) => seen with { DatabaseService = Skipped(CheckNames.DatabaseService) },
            (true, CheckResults.Failed, _) => seen with { BotToken = Skipped(CheckNames.BotToken), DatabaseService = Skipped(CheckNames.DatabaseService) },
            _ => seen,
        });

    private static string ServiceOf(DbtCloudIngestion ingestion) => ingestion.Spec?.OpenMetadata?.DatabaseService ?? "";

    private OpenMetadataSeen Dated(DbtCloudIngestion ingestion, OpenMetadataSeen seen)
    {
        var now = time.GetUtcNow();
        if (TestDue.IsWanting(seen) || TestDue.IsWanting(Recall.OpenMetadata(ingestion)))
        {
            _asked[ingestion.Key] = now;
        }
        else
        {
            Forget(ingestion.Key);
        }

        return seen with { AskedAt = now };
    }

    private static OpenMetadataSeen Verified(OpenMetadataVersion version) =>
        new(version.Text, new CheckSeen(CheckNames.OpenMetadata, CheckResults.Passed, Reasons.OpenMetadataVerified.Verified));

    private static CheckSeen Skipped(string name) => new(name, CheckResults.Skipped);
}
