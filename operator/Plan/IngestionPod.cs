using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The pod of a run: OpenMetadata's ingestion container under the restricted Pod Security standard.</summary>
internal static class IngestionPod
{
    public const string ContainerName = "ingestion";

    // As process 1 the ingestion ignores SIGTERM, so a longer grace period only delays the end.
    private const long GracePeriodSeconds = 10;

    public static V1PodTemplateSpec Of(DbtCloudIngestion ingestion, Selection selection, Dictionary<string, string> labels, PodImages images, PlanOptions options)
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

        if (IngestionContainer.SkipsUnchanged(ingestion) && images.Ingested is { } ingested)
        {
            annotations[Names.IngestedAnnotation] = ingested;
        }

        return new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta { Labels = WithOwn(run.Labels, labels), Annotations = annotations },
            Spec = PodSpec(ingestion, run, images.Fetch is null ? null : FetchContainer.Of(ingestion, selection, run, images, options), IngestionContainer.Of(ingestion, run, images.Ingestion, options), options),
        };
    }

    private static V1PodSpec PodSpec(DbtCloudIngestion ingestion, RunSpec run, V1Container? fetch, V1Container container, PlanOptions options) => new()
    {
        RestartPolicy = "Never",
        TerminationGracePeriodSeconds = GracePeriodSeconds,
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        ServiceAccountName = run.ServiceAccountName,
        ImagePullSecrets = PullSecrets(run, fetch is null ? [] : options.FetchPullSecrets) is { Count: > 0 } secrets ? secrets : null,
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
        InitContainers = fetch is null ? null : [fetch],
        Containers = [container],
        Volumes = IngestionVolumes.Of(ingestion, run, options),
    };

    private static List<V1LocalObjectReference> PullSecrets(RunSpec run, IEnumerable<string> ofFetch) =>
        [.. (run.PullSecrets ?? []).Select(secret => secret.Name ?? "").Union(ofFetch).Select(name => new V1LocalObjectReference { Name = name })];

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

/// <summary>What differs between the pods of one spec.</summary>
/// <param name="Fetch">Image of what fetches the artifacts; null where the ingestion does it itself.</param>
/// <param name="Ingested">The mark of the last success; null before the first.</param>
internal sealed record PodImages(string Ingestion, string? Fetch, string? Ingested);
