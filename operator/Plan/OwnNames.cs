using Operator.Resource;

namespace Operator.Plan;

/// <summary>Names inside the pod that the operator uses itself; what a user adds under <c>run</c> may not take them.</summary>
internal static class OwnNames
{
    public const string DbtTokenVariable = "DBT_CLOUD_TOKEN";
    public const string BotTokenVariable = "OPENMETADATA_JWT_TOKEN";
    public const string RunIdVariable = "PIPELINE_RUN_ID";
    public const string CacheVariable = "XDG_CACHE_HOME";

    public const string WorkflowVolume = "workflow";
    public const string ScratchVolume = "tmp";
    public const string CaBundleVolume = "openmetadata-ca";
    public const string ArtifactsVolume = "artifacts";

    public const string WorkflowPath = "/workflow";
    /// <summary>Beside the workflow document, as is what was ingested last.</summary>
    public const string AdditionalCertificatesFile = "ca-bundle.crt";
    public const string IngestedFile = "ingested";
    public const string ScratchPath = "/tmp";
    public const string CaBundlePath = "/openmetadata-ca";
    public const string ArtifactsPath = "/artifacts";

    private static readonly string[] Variables = [DbtTokenVariable, BotTokenVariable, RunIdVariable, CacheVariable];
    private static readonly string[] Volumes = [WorkflowVolume, ScratchVolume, CaBundleVolume, ArtifactsVolume];
    private static readonly string[] Paths = [WorkflowPath, ScratchPath, CaBundlePath, ArtifactsPath];
    private static readonly string[] Labels = [Names.AppNameLabel, Names.AppInstanceLabel, Names.ManagedByLabel];

    public static Finding? Taken(IngestionSpec spec)
    {
        var text = Collisions(spec.Run).FirstOrDefault();
        return text is null ? null : new Finding(Reasons.Stalled.InvalidSpec, text);
    }

    private static IEnumerable<string> Collisions(RunSpec? run) =>
    [
        .. Among("spec.run.env", run?.Env?.Select(variable => variable.Name), Variables.Contains),
        .. Among("spec.run.volumes[].name", run?.Volumes?.Select(volume => volume.Name), Volumes.Contains),
        .. Among("spec.run.volumes[].mountPath", run?.Volumes?.Select(volume => volume.MountPath?.TrimEnd('/')), Paths.Contains),
        .. Among("spec.run.labels", run?.Labels?.Keys, key => Labels.Contains(key) || IsReserved(key)),
        .. Among("spec.run.annotations", run?.Annotations?.Keys, IsReserved),
        .. (run?.Volumes ?? []).Where(volume => SourcesOf(volume) != 1).Select(volume => $"spec.run.volumes[{volume.Name}] needs exactly one of configMap, secret and persistentVolumeClaim."),
    ];

    private static IEnumerable<string> Among(string field, IEnumerable<string?>? names, Predicate<string> isOurs) =>
        (names ?? []).Where(name => name is not null && isOurs(name)).Select(name => $"{field} may not hold \"{name}\": the operator sets it itself. Choose another name.");

    // The Job controller's own labels would no longer select the pods.
    private static bool IsReserved(string key) =>
        key.StartsWith(Names.Group + "/", StringComparison.Ordinal)
        || key.StartsWith("batch.kubernetes.io/", StringComparison.Ordinal)
        || key is "controller-uid" or "job-name";

    private static int SourcesOf(RunVolume volume) =>
        new[] { volume.ConfigMap, volume.Secret, volume.PersistentVolumeClaim }.Count(source => source is not null);
}
