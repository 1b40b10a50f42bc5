using Operator.Cluster;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>Finds the keys that a resource names and judges their form. Values leave only as <see cref="AccessToken"/>.</summary>
internal sealed class KeyGatherer(ICluster cluster, KeyRing ring, CaBundles bundles)
{
    public async Task<ResolvedKeys> GatherAsync(DbtCloudIngestion ingestion, Borrowed borrowed, CancellationToken cancellationToken)
    {
        var place = ingestion.Key.Namespace;
        var spec = ingestion.Spec!;
        var dbtReference = new KeyReference(place, "Secret", spec.Account?.TokenSecretRef?.Name ?? "", spec.Account?.TokenSecretRef?.Key ?? Defaults.DbtTokenKey);
        var botReference = new KeyReference(place, "Secret", spec.OpenMetadata?.TokenSecretRef?.Name ?? "", spec.OpenMetadata?.TokenSecretRef?.Key ?? Defaults.OpenMetadataTokenKey);

        var dbt = await ring.LookAsync(dbtReference, TokenOwner.DbtCloud, borrowed, cancellationToken);
        var bot = await ring.LookAsync(botReference, TokenOwner.OpenMetadata, borrowed, cancellationToken);
        var (caBundle, trust, caTrouble) = await TrustAsync(ingestion, cancellationToken);
        return new(dbt, bot, caBundle, trust, caTrouble);
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
        var (seen, trust) = KeyVerdicts.JudgeBundle(answer, reference, bundles);
        return (seen, openMetadata.VerifySsl == false ? Trust.Anybody : trust, (answer as KeyAnswer.Unavailable)?.Why);
    }
}
