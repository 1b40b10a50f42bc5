using Operator.Cluster;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Looks now, by the operator's own code, whether what the last success of each filter brought is seen in OpenMetadata.</summary>
internal sealed class Verifying(IServiceProvider services, ICluster cluster)
{
    public async Task<IReadOnlyList<VerifiedFilter>> OfAsync(DbtCloudIngestion ingestion, IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        using var borrowed = new Borrowed();
        var keys = await new KeyGatherer(services.GetRequiredService<ICluster>(), services.GetRequiredService<KeyRing>(), services.GetRequiredService<CaBundles>()).GatherAsync(ingestion, borrowed, cancellationToken);
        var account = DbtAccount.At(Addresses.DbtCloud(ingestion.Spec?.Account), ingestion.Spec?.Account?.Id?.Digits ?? "");
        var server = OpenMetadataServer.At(ingestion.Spec?.OpenMetadata?.Url ?? "", keys.Trust);
        if (Obstacle(keys, account, server) is { } obstacle)
        {
            return [new VerifiedFilter(null, null, [obstacle])];
        }

        var way = new ArrivalWay(server!, keys.Bot, account!, keys.Dbt);
        var verified = new List<VerifiedFilter>();
        foreach (var selection in Selection.AllOf(ingestion).Where(selection => filters.Count == 0 || filters.Contains(selection.Filter)))
        {
            verified.Add(await OneAsync(ingestion, selection, way, cancellationToken));
        }

        return verified;
    }

    private async Task<VerifiedFilter> OneAsync(DbtCloudIngestion ingestion, Selection selection, ArrivalWay way, CancellationToken cancellationToken)
    {
        var filter = ingestion.Spec?.Filters is { Count: > 1 } ? selection.Filter : null;
        if (LastSuccess.Of(ingestion, selection, cluster.JobsOf(ingestion)) is not { } due)
        {
            var ask = ingestion.Spec?.Filters is { Count: > 0 } ? $" --filter {selection.Filter}" : "";
            return new VerifiedFilter(selection.Filter, null, [new CheckLine(VerificationNames.Ingestion, CheckResults.Failed)
            {
                Filter = filter,
                Message = $"no run has succeeded yet, so there is nothing to look for; start one with: dbt-cloud-ingestion-operator run {ingestion.Key.Name} -n {ingestion.Key.Namespace}{ask} --wait",
            }]);
        }

        var outcome = await PodOfAsync(due, cancellationToken);
        var arrival = await services.GetRequiredService<Arrivals>().LookAsync(ingestion, due, outcome, way, cancellationToken);
        var run = due.Run;
        if (arrival.FoundNone)
        {
            run = run with { Result = Reasons.LastRunSucceeded.NothingMatched.Name, Message = NothingMatchedText.Of($"Job {run.Job}", new OutcomeSeen(null, null) { Arrival = arrival }) };
        }

        var rows = VerificationRows.Of(ingestion, run, arrival, Recall.StatusOf(ingestion, selection.Filter)?.Image);
        return new VerifiedFilter(selection.Filter, run, [.. rows.Select(row => new CheckLine(row.Name!, row.Result!) { Filter = filter, Reason = row.Reason, Message = row.Message })]);
    }

    /// <summary>What its pod still says; null where there is none any more, or it may not be read.</summary>
    private async Task<OutcomeSeen?> PodOfAsync(VerificationDue due, CancellationToken cancellationToken) =>
        due.Job is { } job && await cluster.ReadPodsAsync(job, cancellationToken) is { } pods && PodReading.NewestOf(job, pods) is { } pod
            ? new OutcomeSeen(PodReading.Of(job, pod), null)
            : null;

    private static CheckLine? Obstacle(ResolvedKeys keys, DbtAccount? account, OpenMetadataServer? server) =>
        keys.Unavailable is { } why ? new CheckLine("Cluster", CheckResults.Unknown) { Message = why }
        : account is null ? new CheckLine("Spec", CheckResults.Failed) { Message = "spec.account: url (or region) and id name no account; correct them" }
        : server is null ? new CheckLine("Spec", CheckResults.Failed) { Message = "spec.openMetadata.url is no address such as http://openmetadata:8585/api; correct it" }
        : keys.Bot.Seen.Reason.Holds ? null
        : new CheckLine("Secrets", CheckResults.Failed) { Reason = keys.Bot.Seen.Reason.Name, Message = keys.Bot.Seen.Message };
}

/// <summary>The rows of one filter.</summary>
/// <param name="Filter">Null where none could be looked at.</param>
internal sealed record VerifiedFilter(string? Filter, RunStatus? Run, IReadOnlyList<CheckLine> Lines);
