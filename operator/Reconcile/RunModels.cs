using Operator.Cluster;
using Operator.DbtCloud;
using Operator.Plan;
using Operator.Resource;
using Operator.Staging;

namespace Operator.Reconcile;

/// <summary>Where the tables of a run should be: by the word of its init container, else by the manifest of the run of dbt Cloud that it took.</summary>
internal sealed class RunModels(ICluster cluster, ManifestModels manifests)
{
    /// <param name="outcome">What is known of the run already; null for nothing.</param>
    public async Task<ModelsKnown> OfAsync(
        DbtCloudIngestion ingestion, VerificationDue due, OutcomeSeen? outcome, DbtAccount account, TokenKey dbt, CancellationToken cancellationToken)
    {
        var message = due.Job is null ? null : outcome?.Pod?.Fetch?.Message ?? MessageOf(ingestion, due) ?? FetchedRuns.Of(due.Job, outcome);
        return message?.Models is { Count: > 0 } models
            ? new ModelsKnown(models) { Missing = message.Missing ?? [] }
            : await FromManifestAsync(due.Run, account, dbt, cancellationToken) with { Missing = message is null ? null : message.Missing ?? [] };
    }

    private FetchMessage? MessageOf(DbtCloudIngestion ingestion, VerificationDue due) =>
        PodReading.NewestOf(due.Job!, cluster.PodsOf(ingestion)) is { } pod ? PodReading.Of(due.Job!, pod).Fetch?.Message : null;

    private async Task<ModelsKnown> FromManifestAsync(RunStatus run, DbtAccount account, TokenKey dbt, CancellationToken cancellationToken)
    {
        if (run.DbtRun?.Id is not { } id)
        {
            return new ModelsKnown([]) { Trouble = new("which models it ingested is not known: its pod is gone, and which run of dbt Cloud it took was never told", MayPass: false) };
        }

        if (await dbt.TokenAsync(cancellationToken) is not { } token)
        {
            return new ModelsKnown([]) { Trouble = new("the manifest of its run cannot be read without the token of dbt Cloud; see SecretsResolved", MayPass: true) };
        }

        if (!manifests.HasTurn(account, token, $"manifest of {id}"))
        {
            return new ModelsKnown([]) { Trouble = new($"the manifest of run {id} was not read yet: the operator's own share of calls with this token is spent for the moment", MayPass: true) };
        }

        return await manifests.ReadAsync(account, token, id, cancellationToken) switch
        {
            DbtCloudAnswer<IReadOnlyList<FetchedModel>>.Found { Value: var models } => new ModelsKnown(
                [.. models.Where(model => !new[] { model.Database, model.Schema, model.Alias }.Any(part => part is not null && token.IsRepeatedBy(part)))]),
            DbtCloudAnswer<IReadOnlyList<FetchedModel>>.Failed { Why: var why } => new ModelsKnown([])
            {
                Trouble = new($"the manifest of run {id} could not be read: {DbtCloudVerdicts.Of(why, account).Message}", DbtCloudVerdicts.IsOutsideTrouble(why)),
            },
            _ => new ModelsKnown([]) { Trouble = new($"run {id} has no manifest any more, so which models it ingested is not known", MayPass: false) },
        };
    }
}

/// <summary>The models of a run, as far as somebody told them.</summary>
internal sealed record ModelsKnown(IReadOnlyList<FetchedModel> Models)
{
    /// <summary>Files that the run does not have; null where that is not known.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    public ArrivalTrouble? Trouble { get; init; }
}
