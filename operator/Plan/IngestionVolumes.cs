using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Volumes of the pod: the workflow document and the operator's certificates from their annotations, scratch space, the CA, and what the user adds.</summary>
internal static class IngestionVolumes
{
    public static IList<V1Volume> Of(DbtCloudIngestion ingestion, RunSpec run, PlanOptions options) =>
    [
        new V1Volume { Name = OwnNames.WorkflowVolume, DownwardAPI = new V1DownwardAPIVolumeSource { Items = [.. AnnotationFiles(ingestion, options)] } },
        new V1Volume { Name = OwnNames.ScratchVolume, EmptyDir = new V1EmptyDirVolumeSource() },
        .. ArtifactsModes.IsStaged(ingestion) ? [Artifacts(run)] : Array.Empty<V1Volume>(),
        .. ingestion.Spec!.OpenMetadata?.CaBundleRef is { } reference ? [CaBundle(reference)] : Array.Empty<V1Volume>(),
        .. (run.Volumes ?? []).Select(Theirs),
    ];

    /// <summary>Of the ingestion, which only reads what was fetched for it.</summary>
    public static IList<V1VolumeMount> MountsOf(DbtCloudIngestion ingestion, RunSpec run) =>
    [
        ReadOnly(OwnNames.WorkflowVolume, OwnNames.WorkflowPath),
        new V1VolumeMount { Name = OwnNames.ScratchVolume, MountPath = OwnNames.ScratchPath },
        .. ArtifactsModes.IsStaged(ingestion) ? [ReadOnly(OwnNames.ArtifactsVolume, OwnNames.ArtifactsPath)] : Array.Empty<V1VolumeMount>(),
        .. ingestion.Spec!.OpenMetadata?.CaBundleRef is null ? Array.Empty<V1VolumeMount>() : [ReadOnly(OwnNames.CaBundleVolume, OwnNames.CaBundlePath)],
        .. MountsOfTheirs(run),
    ];

    public static IList<V1VolumeMount> MountsOfFetch(RunSpec run) =>
    [
        ReadOnly(OwnNames.WorkflowVolume, OwnNames.WorkflowPath),
        new V1VolumeMount { Name = OwnNames.ArtifactsVolume, MountPath = OwnNames.ArtifactsPath },
        .. MountsOfTheirs(run),
    ];

    private static V1VolumeMount ReadOnly(string volume, string path) => new() { Name = volume, MountPath = path, ReadOnlyProperty = true };

    private static IEnumerable<V1VolumeMount> MountsOfTheirs(RunSpec run) =>
        (run.Volumes ?? []).Select(volume => new V1VolumeMount { Name = volume.Name, MountPath = volume.MountPath, ReadOnlyProperty = volume.ReadOnly });

    private static V1Volume Artifacts(RunSpec run) => new()
    {
        Name = OwnNames.ArtifactsVolume,
        EmptyDir = new V1EmptyDirVolumeSource { SizeLimit = run.ArtifactsSizeLimit ?? new QuantityText(Defaults.ArtifactsSizeLimit) },
    };

    private static IEnumerable<V1DownwardAPIVolumeFile> AnnotationFiles(DbtCloudIngestion ingestion, PlanOptions options)
    {
        yield return AnnotationFile(WorkflowDocument.FileName, Names.WorkflowAnnotation);
        if (options.AdditionalCertificates is not null)
        {
            yield return AnnotationFile(OwnNames.AdditionalCertificatesFile, Names.CaBundleAnnotation);
        }

        if (IngestionContainer.SkipsUnchanged(ingestion))
        {
            yield return AnnotationFile(OwnNames.IngestedFile, Names.IngestedAnnotation);
        }
    }

    private static V1DownwardAPIVolumeFile AnnotationFile(string path, string annotation) => new()
    {
        Path = path,
        FieldRef = new V1ObjectFieldSelector { FieldPath = $"metadata.annotations['{annotation}']" },
    };

    private static V1Volume CaBundle(CaBundleReference reference)
    {
        IList<V1KeyToPath> items = [new V1KeyToPath { Key = reference.Key ?? Defaults.CaBundleKey, Path = Defaults.CaBundleKey }];
        return reference.Kind == CaBundleReference.Secret
            ? new V1Volume { Name = OwnNames.CaBundleVolume, Secret = new V1SecretVolumeSource { SecretName = reference.Name, Items = items } }
            : new V1Volume { Name = OwnNames.CaBundleVolume, ConfigMap = new V1ConfigMapVolumeSource { Name = reference.Name, Items = items } };
    }

    private static V1Volume Theirs(RunVolume volume) => new()
    {
        Name = volume.Name,
        ConfigMap = volume.ConfigMap is { } configMap ? new V1ConfigMapVolumeSource { Name = configMap.Name } : null,
        Secret = volume.Secret is { } secret ? new V1SecretVolumeSource { SecretName = secret.Name } : null,
        PersistentVolumeClaim = volume.PersistentVolumeClaim is { } claim ? new V1PersistentVolumeClaimVolumeSource { ClaimName = claim.Name } : null,
    };
}
