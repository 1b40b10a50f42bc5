using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The pod of a run: OpenMetadata's ingestion container under the restricted Pod Security standard.</summary>
internal static class IngestionPod
{
    public const string ContainerName = "ingestion";

    // As process 1 the ingestion ignores SIGTERM, so a longer grace period only delays the end.
    private const long GracePeriodSeconds = 10;

    public static V1PodTemplateSpec Of(DbtCloudIngestion ingestion, Selection selection, Dictionary<string, string> labels, string image, PlanOptions options)
    {
        var run = ingestion.Spec?.Run ?? new RunSpec();
        var annotations = new Dictionary<string, string>(run.Annotations ?? new Dictionary<string, string>())
        {
            [Names.WorkflowAnnotation] = WorkflowDocument.Render(ingestion, selection, options),
        };
        if (options.AdditionalCertificates is { } certificates)
        {
            annotations[Names.CaBundleAnnotation] = certificates;
        }

        return new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta { Labels = WithOwn(run.Labels, labels), Annotations = annotations },
            Spec = PodSpec(ingestion, run, IngestionContainer.Of(ingestion, run, image, options), options),
        };
    }

    private static V1PodSpec PodSpec(DbtCloudIngestion ingestion, RunSpec run, V1Container container, PlanOptions options) => new()
    {
        RestartPolicy = "Never",
        TerminationGracePeriodSeconds = GracePeriodSeconds,
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        ServiceAccountName = run.ServiceAccountName,
        ImagePullSecrets = run.PullSecrets is { Count: > 0 } secrets ? [.. secrets.Select(secret => new V1LocalObjectReference { Name = secret.Name })] : null,
        NodeSelector = run.NodeSelector?.ToDictionary(),
        Tolerations = run.Tolerations?.ToList(),
        Affinity = run.Affinity,
        PriorityClassName = run.PriorityClassName,
        SecurityContext = new V1PodSecurityContext
        {
            RunAsNonRoot = true,
            RunAsUser = run.RunAsUser ?? Defaults.RunAsId,
            RunAsGroup = run.RunAsGroup ?? Defaults.RunAsId,
            FsGroup = run.FsGroup ?? Defaults.RunAsId,
            SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
        },
        Containers = [container],
        Volumes = IngestionVolumes.Of(ingestion.Spec!.OpenMetadata, run, options),
    };

    private static Dictionary<string, string> WithOwn(IReadOnlyDictionary<string, string>? theirs, Dictionary<string, string> own)
    {
        var all = new Dictionary<string, string>(theirs ?? new Dictionary<string, string>());
        foreach (var (key, value) in own)
        {
            all[key] = value;
        }

        return all;
    }
}
