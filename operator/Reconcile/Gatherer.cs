using Operator.Cluster;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>Collects all that one reconcile may know into one <see cref="Observation"/>; asks the outside only when a test is due.</summary>
internal sealed class Gatherer(
    ICluster cluster,
    KeyRing ring,
    CaBundles bundles,
    ConnectionTest connectionTest,
    OpenMetadataTest openMetadataTest,
    OutcomeGatherer outcomes,
    Arrivals arrivals,
    HostPolicy policy,
    PlanOptions options,
    TimeProvider time)
{
    private readonly KeyGatherer keys = new(cluster, ring, bundles);
    private readonly RunOutcomes runs = new(cluster);
    private readonly TestGatherer tests = new(connectionTest, openMetadataTest, options, time);

    public async Task<Gathered> GatherAsync(DbtCloudIngestion ingestion, Borrowed borrowed, OutsideWork outside, CancellationToken cancellationToken)
    {
        var hostUrl = Addresses.DbtCloud(ingestion.Spec?.Account);
        var account = DbtAccount.At(hostUrl, ingestion.Spec?.Account?.Id?.Digits ?? "");
        var owned = new Observation
        {
            ForbiddenHosts = SpecHosts.Forbidden(policy, ingestion, hostUrl, account),
            CronJobs = cluster.CronJobsOf(ingestion),
            UnreadableCronJobs = cluster.UnreadableCronJobsOf(ingestion),
            Jobs = cluster.JobsOf(ingestion),
            OwnImage = cluster.OwnImage,
        };
        var asked = RunQuestions.Of(ingestion, owned.Jobs);
        if (asked.Any(run => run.HasEnded) && !outside.MayAsk())
        {
            return new Gathered.PutOff(); // Before its pods and its log are read: that would be done twice.
        }

        if (await runs.OfAsync(ingestion, asked, cancellationToken) is not { } known)
        {
            return new Gathered.NotNow("the pods of a run that has ended could not be read");
        }

        owned = owned with { Outcomes = known };
        if (account is null || SpecReview.Of(ingestion, options, owned.ForbiddenHosts) is not null)
        {
            return new Gathered.Seen(owned);
        }

        var resolved = await keys.GatherAsync(ingestion, borrowed, cancellationToken);
        if (resolved.Unavailable is { } why)
        {
            return new Gathered.NotNow(why);
        }

        if (PodReading.SilenceAsked(asked, owned, time.GetUtcNow()) is { } since && await resolved.Dbt.TokenAsync(cancellationToken) is { } silenced)
        {
            connectionTest.KeepSilence(ingestion.Key.Namespace, account, silenced, since);
        }

        owned = owned with { DbtToken = resolved.Dbt.Seen, BotToken = resolved.Bot.Seen, CaBundle = resolved.CaBundleSeen };
        var server = OpenMetadataServer.At(ingestion.Spec!.OpenMetadata?.Url ?? "", resolved.Trust);
        var told = server is null ? owned : await WithRunsAsync(ingestion, owned, asked, new ArrivalWay(server, resolved.Bot, account, resolved.Dbt), outside, cancellationToken);
        if (told is null
            || await tests.GatherAsync(ingestion, told, new Target(hostUrl, account, server, RunQuestions.NewestFailure(asked, told.Outcomes)), resolved, outside, cancellationToken) is not { } world)
        {
            return new Gathered.PutOff();
        }

        // A key that was judged before is read only here: what could not be asked without its token is unknown, not untested.
        return resolved.Unavailable is { } noToken
            ? new Gathered.NotNow(noToken)
            : new Gathered.Seen(world) { OpenMetadata = server is null ? null : new BotQuestion(server, resolved.Bot, Anew: false) };
    }

    /// <summary>How runs ended and whether they arrived, by the word of OpenMetadata; null when there was no turn to ask for it.</summary>
    private async Task<Observation?> WithRunsAsync(
        DbtCloudIngestion ingestion, Observation seen, IReadOnlyList<RunQuestion> asked, ArrivalWay way, OutsideWork outside, CancellationToken cancellationToken)
    {
        if (asked.Any(run => run.HasEnded) && await way.Bot.TokenAsync(cancellationToken) is { } bot)
        {
            seen = seen with { Outcomes = await outcomes.WithStatesAsync(ingestion, asked, seen.Outcomes, way.Server, bot, outside.Questions, cancellationToken) };
        }

        var due = VerificationDue.Of(ingestion, seen, time.GetUtcNow());
        return due.Count == 0 ? seen
            : outside.MayAsk() ? await arrivals.AddAsync(ingestion, seen, due, way, outside.Questions, cancellationToken)
            : null;
    }

    /// <summary>Of a resource that is gone.</summary>
    public void Forget(IngestionKey key)
    {
        openMetadataTest.Forget(key);
        connectionTest.Forget(key);
    }
}

/// <summary>What gathering came to.</summary>
internal abstract record Gathered
{
    private Gathered()
    {
    }

    internal sealed record Seen(Observation World) : Gathered
    {
        /// <summary>How OpenMetadata is spoken to; null where nobody may be.</summary>
        public BotQuestion? OpenMetadata { get; init; }
    }

    /// <summary>The API server could not be asked: nothing is decided, the key backs off.</summary>
    internal sealed record NotNow(string Why) : Gathered;

    /// <summary>The outside has to be asked first, and there was no turn for that: nothing is decided.</summary>
    internal sealed record PutOff : Gathered;
}
