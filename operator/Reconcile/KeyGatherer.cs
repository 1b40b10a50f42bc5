using Operator.Cluster;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>Reads the keys that a resource names, one GET each, and judges their form. Values leave only as <see cref="AccessToken"/>.</summary>
internal sealed class KeyGatherer(ICluster cluster)
{
    public async Task<ResolvedKeys> GatherAsync(DbtCloudIngestion ingestion, CancellationToken cancellationToken)
    {
        var place = ingestion.Key.Namespace;
        var spec = ingestion.Spec!;
        var dbtReference = new KeyReference(place, "Secret", spec.Account?.TokenSecretRef?.Name ?? "", spec.Account?.TokenSecretRef?.Key ?? Defaults.DbtTokenKey);
        var botReference = new KeyReference(place, "Secret", spec.OpenMetadata?.TokenSecretRef?.Name ?? "", spec.OpenMetadata?.TokenSecretRef?.Key ?? Defaults.OpenMetadataTokenKey);

        var dbtAnswer = await cluster.ReadSecretKeyAsync(place, dbtReference.Name, dbtReference.Key, cancellationToken);
        var botAnswer = await cluster.ReadSecretKeyAsync(place, botReference.Name, botReference.Key, cancellationToken);
        var (caBundle, trust, caTrouble) = await TrustAsync(ingestion, cancellationToken);

        var (dbtSeen, dbt) = KeyVerdicts.Judge(dbtAnswer, dbtReference, TokenOwner.DbtCloud);
        var (botSeen, bot) = KeyVerdicts.Judge(botAnswer, botReference, TokenOwner.OpenMetadata);
        var unavailable = (dbtAnswer as KeyAnswer.Unavailable)?.Why ?? (botAnswer as KeyAnswer.Unavailable)?.Why ?? caTrouble;
        return new(dbtSeen, dbt, botSeen, bot, caBundle, trust, unavailable);
    }

    private async Task<(KeySeen? Seen, Trust Trust, string? Trouble)> TrustAsync(DbtCloudIngestion ingestion, CancellationToken cancellationToken)
    {
        var openMetadata = ingestion.Spec!.OpenMetadata;
        if (openMetadata?.CaBundleRef is not { } bundle)
        {
            return (null, openMetadata?.VerifySsl == false ? Trust.Anybody : Trust.System, null);
        }

        var reference = new KeyReference(ingestion.Key.Namespace, bundle.Kind ?? "", bundle.Name ?? "", bundle.Key ?? Defaults.CaBundleKey);
        var answer = bundle.Kind == CaBundleReference.Secret
            ? await cluster.ReadSecretKeyAsync(reference.Namespace, reference.Name, reference.Key, cancellationToken)
            : await cluster.ReadConfigMapKeyAsync(reference.Namespace, reference.Name, reference.Key, cancellationToken);
        var (seen, trust) = KeyVerdicts.JudgeBundle(answer, reference);
        return (seen, openMetadata.VerifySsl == false ? Trust.Anybody : trust, (answer as KeyAnswer.Unavailable)?.Why);
    }
}
