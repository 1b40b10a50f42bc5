using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The container that runs <c>metadata ingest</c> on the workflow document.</summary>
internal static class IngestionContainer
{
    public static V1Container Of(DbtCloudIngestion ingestion, RunSpec run, string image, PlanOptions options) => new()
    {
        Name = IngestionPod.ContainerName,
        Image = image,
        ImagePullPolicy = run.PullPolicy,
        Command = ["metadata", "ingest", "-c", $"{OwnNames.WorkflowPath}/{WorkflowDocument.FileName}"],
        Env = Environment(ingestion.Spec!, run, options),
        Resources = run.Resources ?? DefaultResources(),
        TerminationMessagePolicy = "FallbackToLogsOnError",
        SecurityContext = new V1SecurityContext
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = run.ReadOnlyRootFilesystem ?? true,
            Capabilities = new V1Capabilities { Drop = ["ALL"] },
        },
        VolumeMounts = IngestionVolumes.MountsOf(ingestion.Spec!.OpenMetadata, run),
    };

    private static List<V1EnvVar> Environment(IngestionSpec spec, RunSpec run, PlanOptions options)
    {
        var theirs = run.Env ?? [];
        return
        [
            FromSecret(OwnNames.DbtTokenVariable, spec.Account?.TokenSecretRef?.Name, spec.Account?.TokenSecretRef?.Key ?? Defaults.DbtTokenKey),
            FromSecret(OwnNames.BotTokenVariable, spec.OpenMetadata?.TokenSecretRef?.Name, spec.OpenMetadata?.TokenSecretRef?.Key ?? Defaults.OpenMetadataTokenKey),
            RunId(),
            new V1EnvVar { Name = OwnNames.CacheVariable, Value = OwnNames.ScratchPath },
            .. Proxies(options).Where(proxy => theirs.All(variable => variable.Name != proxy.Name)),
            .. theirs,
        ];
    }

    // Not optional: a missing key stops the pod, where an unset variable would be sent as a token.
    private static V1EnvVar FromSecret(string variable, string? secret, string key) => new()
    {
        Name = variable,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = secret, Key = key } },
    };

    // The Job's uid: all attempts of one Job are one run, and the id outlives the pod.
    private static V1EnvVar RunId() => new()
    {
        Name = OwnNames.RunIdVariable,
        ValueFrom = new V1EnvVarSource
        {
            FieldRef = new V1ObjectFieldSelector { FieldPath = $"metadata.labels['{Names.ControllerUidLabel}']" },
        },
    };

    private static IEnumerable<V1EnvVar> Proxies(PlanOptions options) =>
        new[] { ("HTTP_PROXY", options.HttpProxy), ("HTTPS_PROXY", options.HttpsProxy), ("NO_PROXY", options.NoProxy) }
            .Where(proxy => !string.IsNullOrEmpty(proxy.Item2))
            .Select(proxy => new V1EnvVar { Name = proxy.Item1, Value = proxy.Item2 });

    private static V1ResourceRequirements DefaultResources() => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("250m"), ["memory"] = new("1Gi") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("4Gi") },
    };
}
