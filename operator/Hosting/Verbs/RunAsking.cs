using Operator.Cluster;
using Operator.Cluster.Api;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>A request that stands in the cluster.</summary>
/// <param name="Before">The ingestion as it was decided on.</param>
/// <param name="Filters">Those whose runs the person wants.</param>
internal sealed record RunAsked(DbtCloudIngestion Before, RunRequest Request, IReadOnlyList<string> Filters);

/// <summary>Why nothing was asked for.</summary>
internal sealed record NotAsked(string Why, int ExitCode);

/// <summary>Writes the request to run, once it is sure that somebody can answer it.</summary>
internal sealed class RunAsking(RunRequests requests, TimeProvider time)
{
    /// <summary>A settled ingestion is hardly ever written, so each further try is rare.</summary>
    private const int Tries = 10;

    public async Task<(RunAsked? Asked, NotAsked? Not)> AskAsync(IngestionKey key, IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await requests.ReadAsync(key, cancellationToken);
            if (answer.Body is not { } ingestion)
            {
                return (null, await NotReadAsync(key, answer.Failure!, cancellationToken));
            }

            if (NotAnswerable(ingestion, filters) is { } why)
            {
                return (null, new NotAsked(why, VerbExit.Failed));
            }

            var request = RunRequest.At(time.GetUtcNow(), WithWaiting(ingestion, filters));
            var failure = await requests.AskAsync(ingestion, request.Value, cancellationToken);
            if (failure is null)
            {
                return (new RunAsked(ingestion, request, filters.Count > 0 ? filters : NamesOf(ingestion)), null);
            }

            if (failure.Code != 409 || attempt == Tries)
            {
                return (null, RunRefusal.Of(failure, "patch", key.Namespace));
            }
        }
    }

    /// <summary>Filters for which an earlier request still waits are in the new one, too, which would otherwise be lost by it.</summary>
    public static IReadOnlyList<string> WithWaiting(DbtCloudIngestion ingestion, IReadOnlyList<string> filters) =>
        filters.Count == 0 ? [] : [.. filters.Concat(Waiting(ingestion)).Distinct()];

    public static IEnumerable<string> Waiting(DbtCloudIngestion ingestion) =>
        Requests.Run(ingestion) is { } earlier && !Requests.IsRunHandled(ingestion)
            ? NamesOf(ingestion).Where(filter => earlier.Concerns(filter) && Recall.StatusOf(ingestion, filter)?.RequestedRun is var told && (told?.Job is null || told.RequestedAt != earlier.Value))
            : [];

    private static IReadOnlyList<string> NamesOf(DbtCloudIngestion ingestion) => [.. Selection.AllOf(ingestion).Select(selection => selection.Filter)];

    /// <summary>Null where all of them exist.</summary>
    public static string? UnknownFilter(DbtCloudIngestion ingestion, IReadOnlyList<string> filters)
    {
        var names = NamesOf(ingestion);
        return filters.FirstOrDefault(filter => !names.Contains(filter)) is { } unknown ? $"{ingestion.Key} has no filter \"{unknown}\"; there are: {string.Join(", ", NearNames.To(unknown, names))}." : null;
    }

    private static string? NotAnswerable(DbtCloudIngestion ingestion, IReadOnlyList<string> filters)
    {
        return UnknownFilter(ingestion, filters) is { } unknown ? unknown
            : Obstacles.Stalled(ingestion) is { } stalled ? $"Nothing was asked for: {ingestion.Key} is Stalled, and nothing starts until its spec is edited. {stalled}"
            : null;
    }

    /// <summary>Why an ingestion could not be read, and which there are.</summary>
    public async Task<NotAsked> NotReadAsync(IngestionKey key, ApiFailure failure, CancellationToken cancellationToken)
    {
        if (failure.Code != 404)
        {
            return RunRefusal.Of(failure, "get", key.Namespace);
        }

        var answer = await requests.NamesAsync(key.Namespace, cancellationToken);
        var there = answer.Failure is { Code: 404 } ? "the cluster does not have its CustomResourceDefinition"
            : answer.Body is { Count: > 0 } names ? $"there are: {string.Join(", ", NearNames.To(key.Name, names))}"
            : answer.Body is not null ? "there is none at all; --namespace names another"
            : "and others could not be listed";
        return new NotAsked($"There is no DbtCloudIngestion \"{key.Name}\" in the namespace {key.Namespace}; {there}.", VerbExit.Failed);
    }
}
