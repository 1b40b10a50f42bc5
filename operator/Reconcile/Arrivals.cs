using Operator.Cluster;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using Operator.Staging;

namespace Operator.Reconcile;

/// <summary>Whether what runs brought has arrived: asked once for each success, and again a few times where OpenMetadata does not answer.</summary>
internal sealed class Arrivals(ICluster cluster, IOutboundCalls outbound)
{
    private readonly RunModels _models = new(cluster, new ManifestModels(outbound));
    private readonly TableQuestions _tables = new(outbound);

    /// <summary>Adds what OpenMetadata shows to what is known of the runs that are due.</summary>
    public async Task<Observation> AddAsync(
        DbtCloudIngestion ingestion, Observation seen, IReadOnlyList<VerificationDue> dues, ArrivalWay way, Deadline deadline, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<string, OutcomeSeen>(seen.Outcomes);
        foreach (var due in dues)
        {
            var known = outcomes.GetValueOrDefault(due.Run.RunId!);
            var arrival = await deadline.AskAsync(stop => LookAsync(ingestion, due, known, way, stop), Late, cancellationToken);
            outcomes[due.Run.RunId!] = (known ?? new OutcomeSeen(null, null)) with { Arrival = arrival };
        }

        return seen with { Outcomes = outcomes };
    }

    private static ArrivalSeen Late() => new((string?)null) { Trouble = new("dbt Cloud and OpenMetadata did not answer in time", MayPass: true) };

    /// <summary>What OpenMetadata shows of one run now.</summary>
    public async Task<ArrivalSeen> LookAsync(DbtCloudIngestion ingestion, VerificationDue due, OutcomeSeen? known, ArrivalWay way, CancellationToken cancellationToken)
    {
        var service = ingestion.Spec?.OpenMetadata?.DatabaseService ?? "";
        var models = await _models.OfAsync(ingestion, due, known, way.Account, way.Dbt, cancellationToken);
        var looked = LookedFor.Of(ingestion.Spec?.Options, models.Models);
        var unasked = new ArrivalSeen(service) { Missing = models.Missing, Trouble = models.Trouble, AreAllFiltered = looked.Count == 0 && models.Models.Count > 0 };
        if (looked.Count == 0)
        {
            return unasked;
        }

        if (await way.Bot.TokenAsync(cancellationToken) is not { } bot)
        {
            return unasked with { Trouble = new("OpenMetadata cannot be asked without the bot's token; see SecretsResolved", MayPass: true) };
        }

        var look = new ArrivalLook(_tables, way.Server, bot, service, ingestion.Spec?.Options?.SearchAcrossDatabases == true);
        return await look.AtAsync(looked, cancellationToken) with { Missing = models.Missing };
    }
}

/// <summary>How both sides are spoken to.</summary>
internal sealed record ArrivalWay(OpenMetadataServer Server, TokenKey Bot, DbtAccount Account, TokenKey Dbt);
