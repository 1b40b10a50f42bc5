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
    ConnectionTest connectionTest,
    OpenMetadataTest openMetadataTest,
    OutcomeGatherer outcomes,
    HostPolicy policy,
    PlanOptions options,
    TimeProvider time)
{
    private readonly KeyGatherer keys = new(cluster, ring);

    public async Task<Gathered> GatherAsync(DbtCloudIngestion ingestion, Borrowed borrowed, CancellationToken cancellationToken)
    {
        var hostUrl = Addresses.DbtCloud(ingestion.Spec?.Account);
        var account = DbtAccount.At(hostUrl, ingestion.Spec?.Account?.Id?.Digits ?? "");
        var owned = new Observation
        {
            ForbiddenHosts = SpecHosts.Forbidden(policy, ingestion, hostUrl, account),
            CronJobs = cluster.CronJobsOf(ingestion),
            Jobs = cluster.JobsOf(ingestion),
        };
        if (account is null || SpecReview.Of(ingestion, options, owned.ForbiddenHosts) is not null)
        {
            return new Gathered.Seen(owned);
        }

        var resolved = await keys.GatherAsync(ingestion, borrowed, cancellationToken);
        if (resolved.Unavailable is { } why)
        {
            return new Gathered.NotNow(why);
        }

        owned = owned with { DbtToken = resolved.Dbt.Seen, BotToken = resolved.Bot.Seen, CaBundle = resolved.CaBundleSeen };
        var server = OpenMetadataServer.At(ingestion.Spec!.OpenMetadata?.Url ?? "", resolved.Trust);
        owned = owned with
        {
            Outcomes = Runs.NeedOutcome(ingestion, owned.Jobs) is { Count: > 0 } ended
                ? await outcomes.OutcomesAsync(ingestion, ended, server, await resolved.Bot.TokenAsync(cancellationToken), cancellationToken)
                : owned.Outcomes,
        };
        return new Gathered.Seen(await WithConnectionAsync(ingestion, owned, new Target(hostUrl, account, server), resolved, cancellationToken));
    }

    /// <summary>Of a resource that is gone.</summary>
    public void Forget(IngestionKey key) => openMetadataTest.Forget(key);

    /// <summary>Where the calls go: the account's URL as written, and both sides parsed.</summary>
    private sealed record Target(string HostUrl, DbtAccount Account, OpenMetadataServer? Server);

    private async Task<Observation> WithConnectionAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, CancellationToken cancellationToken)
    {
        var anew = Requests.IsUnhandled(ingestion);
        switch (TestDue.Decide(ingestion, resolved.Dbt.Seen.Revision, resolved.Bot.Seen.Revision, target.HostUrl, openMetadataTest.AskedAt(ingestion.Key), time.GetUtcNow()))
        {
            case TestDue.TakeOver kept:
                return seen with { Connection = kept.Connection, Filters = kept.Filters, OpenMetadata = kept.OpenMetadata };
            case TestDue.OpenMetadataAlone kept:
                seen = seen with { Connection = kept.Connection, Filters = kept.Filters };
                break;
            default:
                seen = await WithDbtCloudAsync(ingestion, seen, target, resolved, anew, cancellationToken);
                break;
        }

        return await WithOpenMetadataAsync(ingestion, seen, target, resolved, anew, cancellationToken);
    }

    private async Task<Observation> WithDbtCloudAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, bool anew, CancellationToken cancellationToken)
    {
        if (await resolved.Dbt.TokenAsync(cancellationToken) is not { } token)
        {
            return seen;
        }

        var access = new Access(target.Account, token, resolved.Dbt.Seen.Revision ?? "", anew);
        var result = await connectionTest.RunAsync(ingestion, access, cancellationToken);
        return seen with { Connection = result.Connection, Filters = result.Filters, ForbiddenHosts = Also(seen.ForbiddenHosts, result.Forbidden) };
    }

    private async Task<Observation> WithOpenMetadataAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, bool anew, CancellationToken cancellationToken)
    {
        if (target.Server is not { } server)
        {
            return seen;
        }

        // No manifest is read yet, so nothing is known of what dbt writes to.
        IReadOnlyCollection<string> adapterTypes = [];
        var (openMetadata, forbidden) = await openMetadataTest.RunAsync(ingestion, server, resolved.Bot, adapterTypes, anew, cancellationToken);
        return seen with { OpenMetadata = openMetadata, ForbiddenHosts = Also(seen.ForbiddenHosts, forbidden) };
    }

    private static IReadOnlyList<string> Also(IReadOnlyList<string> hosts, string? another) => another is null ? hosts : [.. hosts, another];
}

/// <summary>What gathering came to.</summary>
internal abstract record Gathered
{
    private Gathered()
    {
    }

    internal sealed record Seen(Observation World) : Gathered;

    /// <summary>The API server could not be asked: nothing is decided, the key backs off.</summary>
    internal sealed record NotNow(string Why) : Gathered;
}
