using System.Diagnostics;
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
        var world = await WithConnectionAsync(ingestion, owned, new Target(hostUrl, account, server), resolved, cancellationToken);

        // A key that was judged before is read only here: what could not be asked without its token is unknown, not untested.
        return resolved.Unavailable is { } noToken ? new Gathered.NotNow(noToken) : new Gathered.Seen(world);
    }

    /// <summary>Of a resource that is gone.</summary>
    public void Forget(IngestionKey key) => openMetadataTest.Forget(key);

    /// <summary>Where the calls go: the account's URL as written, and both sides parsed.</summary>
    private sealed record Target(string HostUrl, DbtAccount Account, OpenMetadataServer? Server);

    private async Task<Observation> WithConnectionAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, CancellationToken cancellationToken)
    {
        switch (TestDue.Decide(ingestion, resolved.Dbt.Seen.Revision, resolved.Bot.Seen.Revision, target.HostUrl, openMetadataTest.AskedAt(ingestion.Key), time.GetUtcNow()))
        {
            case TestDue.TakeOver kept:
                return seen with { Connection = kept.Connection, Filters = kept.Filters, OpenMetadata = kept.OpenMetadata };
            case TestDue.OpenMetadataAlone kept:
                seen = await WithVersionAsync(seen with { Connection = kept.Connection, Filters = kept.Filters }, target, anew: false, cancellationToken);
                return await WithServiceAsync(ingestion, seen, target, resolved, anew: false, cancellationToken);
            case TestDue.Test test:
                return await TestedAsync(ingestion, seen, target, resolved, test, cancellationToken);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<Observation> TestedAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, TestDue.Test test, CancellationToken cancellationToken)
    {
        var anew = Requests.IsUnhandled(ingestion);
        var wait = anew ? null : await UntilTurnAsync(ingestion, target, resolved, test.IsRoutine, cancellationToken);
        if (wait is not null && test.Kept is { } old)
        {
            return seen with { Connection = old.Connection with { RetryAfter = wait }, Filters = old.Filters, OpenMetadata = old.OpenMetadata };
        }

        seen = await WithVersionAsync(seen, target, anew, cancellationToken);
        seen = wait is { } turn
            ? seen with { Connection = connectionTest.Meanwhile(target.Account, resolved.Dbt.Seen.Revision ?? "", turn) }
            : await WithDbtCloudAsync(ingestion, seen, target, resolved, anew, cancellationToken);
        return await WithServiceAsync(ingestion, seen, target, resolved, anew, cancellationToken);
    }

    private async Task<Observation> WithDbtCloudAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, bool anew, CancellationToken cancellationToken)
    {
        if (await resolved.Dbt.TokenAsync(cancellationToken) is not { } token)
        {
            return seen;
        }

        var access = new Access(target.Account, token, resolved.Dbt.Seen.Revision ?? "", anew);
        var result = await connectionTest.RunAsync(ingestion, access, Images(ingestion, seen), cancellationToken);
        return seen with { Connection = result.Connection, Filters = result.Filters, ForbiddenHosts = Also(seen.ForbiddenHosts, result.Forbidden) };
    }

    private async Task<Observation> WithVersionAsync(Observation seen, Target target, bool anew, CancellationToken cancellationToken)
    {
        if (target.Server is not { } server)
        {
            return seen;
        }

        var (version, forbidden) = await openMetadataTest.VersionAsync(server, anew, cancellationToken);
        return seen with { OpenMetadata = version, ForbiddenHosts = Also(seen.ForbiddenHosts, forbidden) };
    }

    /// <summary>The version decides what to read in dbt Cloud, and what was read there what to ask of the service: so this comes last.</summary>
    private async Task<Observation> WithServiceAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, bool anew, CancellationToken cancellationToken) =>
        target.Server is { } server
            ? seen with { OpenMetadata = await openMetadataTest.ServiceAsync(ingestion, seen.OpenMetadata, new BotQuestion(server, resolved.Bot, AdapterTypes(seen), anew), cancellationToken) }
            : seen;

    /// <summary>What dbt writes to, by the manifests that were read in this pass.</summary>
    private static IReadOnlyCollection<string> AdapterTypes(Observation seen) => [.. seen.Filters.Values.Select(filter => filter.AdapterType).OfType<string>().Distinct()];

    /// <summary>How long until the test finds turns for all its calls, the first of which would be told of any silence; null for now.</summary>
    private async Task<TimeSpan?> UntilTurnAsync(
        DbtCloudIngestion ingestion, Target target, ResolvedKeys resolved, bool isRoutine, CancellationToken cancellationToken) =>
        await resolved.Dbt.TokenAsync(cancellationToken) is { } token
            && connectionTest.UntilTurn(target.Account, token, ingestion.Key.ToString(), urgent: !isRoutine) is var wait && wait > TimeSpan.Zero
                ? wait
                : null;

    private Dictionary<string, string?> Images(DbtCloudIngestion ingestion, Observation seen) => Selection.AllOf(ingestion).ToDictionary(
        selection => selection.Filter,
        selection => IngestionImage.Choose(
            ingestion, selection, seen.OpenMetadata.Version, seen.CronJobs.FirstOrDefault(cronJob => cronJob.Metadata.Name == selection.CronJobName), options));

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
