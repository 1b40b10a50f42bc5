using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>
/// Asks about a database service: three calls where it exists, two where not. Resources with the same key of a Secret and the same service that ask
/// within a minute share the answers, without so much as a look at the token; trouble on the way is nothing to share.
/// </summary>
internal sealed class ServiceQuestions(IOpenMetadata openMetadata, TimeProvider time)
{
    private readonly ShortMemory<(string Server, KeyVersion Bot, string Service), ServiceFacts> _facts = new(TimeSpan.FromMinutes(1), time);

    /// <summary>Null where the token cannot be had.</summary>
    public async Task<ServiceFacts?> AskAsync(BotQuestion question, string service, CancellationToken cancellationToken)
    {
        var (server, bot, anew) = question;
        var key = (server.Identity, bot.Version, service);
        if (!anew && _facts.TryRecall(key, out var known))
        {
            return known;
        }

        if (await bot.TokenAsync(cancellationToken) is not { } token)
        {
            return null;
        }

        var facts = await AskAsync(server, token, service, cancellationToken);
        if (facts is not ServiceFacts.NotTold { Why: var why } || !OpenMetadataVerdicts.IsOutsideTrouble(why))
        {
            _facts.Remember(key, facts);
        }

        return facts;
    }

    private async Task<ServiceFacts> AskAsync(OpenMetadataServer server, AccessToken bot, string service, CancellationToken cancellationToken) =>
        await openMetadata.DatabaseServiceAsync(server, bot, service, cancellationToken) switch
        {
            OpenMetadataAnswer<DatabaseService>.Found found => await OfAsync(server, bot, found.Value, service, cancellationToken),
            OpenMetadataAnswer<DatabaseService>.Failed failed => new ServiceFacts.NotTold(failed.Why),
            _ => await OthersAsync(server, bot, cancellationToken),
        };

    private async Task<ServiceFacts> OfAsync(OpenMetadataServer server, AccessToken bot, DatabaseService found, string service, CancellationToken cancellationToken)
    {
        var asked = openMetadata.AnyTableAsync(server, bot, service, cancellationToken);
        var pipelines = await openMetadata.DbtPipelinesAsync(server, bot, service, cancellationToken);
        var tables = await asked;
        return (Prevents(tables) ?? Prevents(pipelines)) is { } why
            ? new ServiceFacts.NotTold(why)
            : new ServiceFacts.Found(
                found.Type is not { } type || bot.IsRepeatedBy(type) ? null : type,
                Items(tables) is { } some ? some.Count > 0 : null,
                [.. (Items(pipelines) ?? []).Where(pipeline => pipeline.IsEnabled && !bot.IsRepeatedBy(pipeline.FullName))])
            {
                Known = found.Id is { } id ? KnownOf(id, pipelines) : null,
            };
    }

    private static PipelinesSeen KnownOf(string serviceId, OpenMetadataAnswer<FirstOf<DbtPipeline>> answer) =>
        answer is OpenMetadataAnswer<FirstOf<DbtPipeline>>.Found { Value: var list }
            ? new PipelinesSeen(serviceId, [.. list.Items.Select(pipeline => pipeline.FullName)], list.IsAll)
            : new PipelinesSeen(serviceId, [], AreAll: false);

    private async Task<ServiceFacts> OthersAsync(OpenMetadataServer server, AccessToken bot, CancellationToken cancellationToken)
    {
        var others = await openMetadata.DatabaseServicesAsync(server, bot, cancellationToken);
        return Prevents(others) is { } why
            ? new ServiceFacts.NotTold(why)
            : new ServiceFacts.Missing(Items(others)?.Select(other => other.Name).Where(name => !bot.IsRepeatedBy(name)).ToList());
    }

    /// <summary>An answer of a form that a newer server may give leaves its question open; a refusal and trouble end the asking.</summary>
    private static OpenMetadataFailure? Prevents<T>(OpenMetadataAnswer<FirstOf<T>> answer) =>
        answer is OpenMetadataAnswer<FirstOf<T>>.Failed { Why: not OpenMetadataFailure.Unexpected and var why } ? why : null;

    private static IReadOnlyList<T>? Items<T>(OpenMetadataAnswer<FirstOf<T>> answer) =>
        (answer as OpenMetadataAnswer<FirstOf<T>>.Found)?.Value.Items;
}
