using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>Environment of the pod's containers. Each gets the token that it needs and no other, as a reference to the Secret.</summary>
internal static class PodEnvironment
{
    public static List<V1EnvVar> OfIngestion(DbtCloudIngestion ingestion, RunSpec run, PlanOptions options) =>
    [
        .. ArtifactsModes.IsStaged(ingestion) ? [] : new[] { DbtToken(ingestion.Spec!) },
        FromSecret(OwnNames.BotTokenVariable, ingestion.Spec!.OpenMetadata?.TokenSecretRef?.Name, ingestion.Spec.OpenMetadata?.TokenSecretRef?.Key ?? Defaults.OpenMetadataTokenKey),
        RunId(),
        new V1EnvVar { Name = OwnNames.CacheVariable, Value = OwnNames.ScratchPath },
        .. Proxies(run, options),
        .. run.Env ?? [],
    ];

    /// <summary>Its proxy comes as arguments, as all its options do.</summary>
    public static List<V1EnvVar> OfFetch(IngestionSpec spec, RunSpec run) => [DbtToken(spec), .. run.Env ?? []];

    private static V1EnvVar DbtToken(IngestionSpec spec) =>
        FromSecret(OwnNames.DbtTokenVariable, spec.Account?.TokenSecretRef?.Name, spec.Account?.TokenSecretRef?.Key ?? Defaults.DbtTokenKey);

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

    private static IEnumerable<V1EnvVar> Proxies(RunSpec run, PlanOptions options) =>
        new[] { ("HTTP_PROXY", options.HttpProxy), ("HTTPS_PROXY", options.HttpsProxy), ("NO_PROXY", options.NoProxy) }
            .Where(proxy => !string.IsNullOrEmpty(proxy.Item2) && (run.Env ?? []).All(variable => variable.Name != proxy.Item1))
            .Select(proxy => new V1EnvVar { Name = proxy.Item1, Value = proxy.Item2 });
}
