using Operator.Cluster;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>Collects all that one reconcile may know into one <see cref="Observation"/>; asks the outside only when a test is due.</summary>
internal sealed class Gatherer(
    ICluster cluster, KeyRing ring, ConnectionTest connectionTest, OpenMetadataGatherer openMetadata, HostPolicy policy, PlanOptions options, TimeProvider time)
{
    private readonly KeyGatherer keys = new(cluster, ring);

    public async Task<Gathered> GatherAsync(DbtCloudIngestion ingestion, Borrowed borrowed, CancellationToken cancellationToken)
    {
        var hostUrl = Addresses.DbtCloud(ingestion.Spec?.Account);
        var account = DbtAccount.At(hostUrl, ingestion.Spec?.Account?.Id?.Digits ?? "");
        var owned = new Observation
        {
            ForbiddenHosts = ForbiddenHosts(ingestion, hostUrl, account),
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
                ? await openMetadata.OutcomesAsync(ingestion, ended, server, await resolved.Bot.TokenAsync(cancellationToken), cancellationToken)
                : owned.Outcomes,
        };
        return new Gathered.Seen(await WithConnectionAsync(ingestion, owned, new Target(hostUrl, account, server), resolved, cancellationToken));
    }

    /// <summary>Where the calls go: the account's URL as written, and both sides parsed.</summary>
    private sealed record Target(string HostUrl, DbtAccount Account, OpenMetadataServer? Server);

    private async Task<Observation> WithConnectionAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, CancellationToken cancellationToken)
    {
        var due = TestDue.Decide(ingestion, resolved.Dbt.Seen.Revision, resolved.Bot.Seen.Revision, target.HostUrl, time.GetUtcNow());
        if (due is TestDue.TakeOver kept)
        {
            return seen with { Connection = kept.Connection, Filters = kept.Filters, OpenMetadata = kept.OpenMetadata };
        }

        var anew = Requests.IsUnhandled(ingestion);
        if (target.Server is { } server)
        {
            var (version, forbidden) = await openMetadata.VersionAsync(server, anew, cancellationToken);
            seen = seen with { OpenMetadata = version, ForbiddenHosts = Also(seen.ForbiddenHosts, forbidden) };
        }

        if (await resolved.Dbt.TokenAsync(cancellationToken) is not { } token)
        {
            return seen;
        }

        var access = new Access(target.Account, token, resolved.Dbt.Seen.Revision ?? "", anew);
        var result = await connectionTest.RunAsync(ingestion, access, cancellationToken);
        return seen with { Connection = result.Connection, Filters = result.Filters, ForbiddenHosts = Also(seen.ForbiddenHosts, result.Forbidden) };
    }

    private List<string> ForbiddenHosts(DbtCloudIngestion ingestion, string hostUrl, DbtAccount? account)
    {
        var forbidden = new List<string>();
        if (hostUrl.Length > 0 && account is null)
        {
            forbidden.Add("account.url: only scheme and host are wanted, such as https://ab123.us1.dbt.com");
        }

        if (account is not null && policy.Refuses(account.Url, Destination.Internet) is { } dbt)
        {
            forbidden.Add($"account.url: {Refusal(dbt, account.Url.Host)}");
        }

        if (Uri.TryCreate(ingestion.Spec?.OpenMetadata?.Url, UriKind.Absolute, out var url) && policy.Refuses(url, Destination.NearOrFar) is { } server)
        {
            forbidden.Add($"openMetadata.url: {Refusal(server, url.Host)}");
        }

        return forbidden;
    }

    private static string Refusal(HostRefusal why, string host) => why switch
    {
        HostRefusal.InsecureScheme => $"{host} must be called by https; only the operator's option --allow-insecure-endpoints permits http",
        HostRefusal.HostNotListed => $"{host} is not among the operator's allowed hosts (--allowed-host)",
        HostRefusal.ForbiddenAddress => $"{host} is a loopback, link-local or private address; only the operator's option --allowed-cidr opens it",
        _ => $"{host} is not an address that may be called",
    };

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
