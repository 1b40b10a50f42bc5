using System.Diagnostics;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>Where the calls go: the account's URL as written, and both sides parsed.</summary>
/// <param name="FailedAt">When a run failed of which the status does not know it yet: a reason to ask.</param>
internal sealed record Target(string HostUrl, DbtAccount Account, OpenMetadataServer? Server, DateTimeOffset? FailedAt);

/// <summary>Has the connection tested, as much of it as is due; the rest is what the status says.</summary>
internal sealed class TestGatherer(ConnectionTest connectionTest, OpenMetadataTest openMetadataTest, PlanOptions options, TimeProvider time)
{
    /// <summary>Null when a question must be asked first, and there was no turn for it.</summary>
    public async Task<Observation?> GatherAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, OutsideWork outside, CancellationToken cancellationToken)
    {
        var askedAt = openMetadataTest.AskedAt(ingestion.Key);
        switch (TestDue.Decide(
            ingestion, resolved.Dbt.Seen.Revision, resolved.Bot.Seen.Revision, target.HostUrl, askedAt, time.GetUtcNow(), runFailed: target.FailedAt is not null, resolved.CaBundleSeen?.Revision))
        {
            case TestDue.TakeOver kept:
                return seen with { Connection = kept.Connection, Filters = kept.Filters, OpenMetadata = kept.OpenMetadata };
            case TestDue.OpenMetadataAlone kept when !outside.MayAsk(canWait: true):
                return seen with { Connection = kept.Connection, Filters = kept.Filters, OpenMetadata = Recall.OpenMetadata(ingestion) with { AskedAt = askedAt } };
            case TestDue.OpenMetadataAlone kept:
                seen = await WithVersionAsync(seen with { Connection = kept.Connection, Filters = kept.Filters }, target, anew: false, outside.Questions, cancellationToken);
                return await WithServiceAsync(ingestion, seen, target, resolved, anew: false, () => Task.FromResult(seen), outside.Questions, cancellationToken);
            case TestDue.Test test when !outside.MayAsk(CanWait(ingestion, target, test)):
                return !CanWait(ingestion, target, test) ? null
                    : seen with { Connection = test.Kept!.Connection, Filters = test.Kept.Filters, OpenMetadata = test.Kept.OpenMetadata };
            case TestDue.Test test:
                return await TestedAsync(ingestion, seen, target, resolved, test, outside.Questions, cancellationToken);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What holds without the test is carried out first: an edit of a schedule need not wait for a routine test. What the test is asked for by is noted with its result.</summary>
    private static bool CanWait(DbtCloudIngestion ingestion, Target target, TestDue.Test test) =>
        test.Kept is not null && target.FailedAt is null && !Requests.IsUnhandled(ingestion);

    private async Task<Observation> TestedAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, TestDue.Test test, Deadline deadline, CancellationToken cancellationToken)
    {
        var anew = Requests.IsUnhandled(ingestion);
        var wait = anew ? null : await UntilTurnAsync(ingestion, target, resolved, test.IsRoutine, cancellationToken);
        if (wait is not null && test.Kept is { } old)
        {
            return seen with { Connection = old.Connection with { RetryAfter = wait }, Filters = old.Filters, OpenMetadata = old.OpenMetadata };
        }

        seen = await WithVersionAsync(seen, target, anew, deadline, cancellationToken);
        return await WithServiceAsync(ingestion, seen, target, resolved, anew, () => wait is { } turn
            ? Task.FromResult(seen with { Connection = connectionTest.Meanwhile(target.Account, resolved.Dbt.Version, turn) })
            : WithDbtCloudAsync(ingestion, seen, target, resolved, anew, deadline, cancellationToken), deadline, cancellationToken);
    }

    private async Task<Observation> WithDbtCloudAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, bool anew, Deadline deadline, CancellationToken cancellationToken)
    {
        if (await resolved.Dbt.TokenAsync(cancellationToken) is not { } token)
        {
            return seen;
        }

        var access = new Access(target.Account, token, resolved.Dbt.Version, anew, target.FailedAt) { CaBundle = seen.CaBundle?.Revision };
        var result = await connectionTest.RunAsync(ingestion, access, Images(ingestion, seen), deadline, cancellationToken);
        return seen with { Connection = result.Connection, Filters = result.Filters, ForbiddenHosts = Also(seen.ForbiddenHosts, result.Forbidden) };
    }

    private async Task<Observation> WithVersionAsync(Observation seen, Target target, bool anew, Deadline deadline, CancellationToken cancellationToken)
    {
        if (target.Server is not { } server)
        {
            return seen;
        }

        var (version, forbidden) = await deadline.AskAsync(
            stop => openMetadataTest.VersionAsync(server, anew, stop), () => (new(null, OpenMetadataVerdicts.Check(CheckNames.OpenMetadata, Late, server)), null), cancellationToken);
        return seen with { OpenMetadata = version, ForbiddenHosts = Also(seen.ForbiddenHosts, forbidden) };
    }

    /// <summary>
    /// The version decides what to read in dbt Cloud, so it came first. Bot and service are asked about while dbt Cloud is, and judged
    /// together with what dbt writes to.
    /// </summary>
    private async Task<Observation> WithServiceAsync(
        DbtCloudIngestion ingestion, Observation seen, Target target, ResolvedKeys resolved, bool anew, Func<Task<Observation>> meanwhile, Deadline deadline, CancellationToken cancellationToken)
    {
        if (target.Server is not { } server)
        {
            return await meanwhile();
        }

        var question = new BotQuestion(server, resolved.Bot, anew);
        var asked = deadline.AskAsync(
            stop => openMetadataTest.AskAsync(ingestion, seen.OpenMetadata, question, stop), () => new ServiceFacts.NotTold(Late), cancellationToken);
        var tested = await meanwhile();
        return tested with { OpenMetadata = openMetadataTest.Judge(ingestion, tested.OpenMetadata, question, await asked, AdapterTypes(tested)) };
    }

    private static OpenMetadataFailure Late { get; } = new OpenMetadataFailure.Unreachable(UnreachableKind.TimedOut);

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
        selection => IngestionImage.Choose(ingestion, selection, seen.OpenMetadata.Version, seen.CronJobOf(selection), options));

    private static IReadOnlyList<string> Also(IReadOnlyList<string> hosts, string? another) => another is null ? hosts : [.. hosts, another];
}
