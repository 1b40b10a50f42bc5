using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The container that runs <c>metadata ingest</c> on the workflow document.</summary>
internal static class IngestionContainer
{
    private static readonly string[] Ingest = ["metadata", "ingest", "-c", $"{OwnNames.WorkflowPath}/{WorkflowDocument.FileName}"];

    public static V1Container Of(DbtCloudIngestion ingestion, RunSpec run, string image, PlanOptions options) => new()
    {
        Name = IngestionPod.ContainerName,
        Image = image,
        ImagePullPolicy = run.PullPolicy,
        Command = SkipsUnchanged(ingestion) ? ["sh", "-c", $"[ -e {StagedFiles.PathOf(StagedFiles.Skip)} ] || exec {string.Join(' ', Ingest)}"] : [.. Ingest],
        Env = PodEnvironment.OfIngestion(ingestion, run, options),
        Resources = run.Resources ?? DefaultResources(),
        TerminationMessagePolicy = "FallbackToLogsOnError",
        SecurityContext = new V1SecurityContext
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = run.ReadOnlyRootFilesystem ?? true,
            Capabilities = new V1Capabilities { Drop = ["ALL"] },
        },
        VolumeMounts = IngestionVolumes.MountsOf(ingestion, run),
    };

    /// <summary>Whether a run that would bring nothing new is left out.</summary>
    public static bool SkipsUnchanged(DbtCloudIngestion ingestion) =>
        ArtifactsModes.IsStaged(ingestion) && ingestion.Spec?.Artifacts?.SkipUnchanged == true;

    private static V1ResourceRequirements DefaultResources() => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new QuantityText("250m"), ["memory"] = new QuantityText("1Gi") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new QuantityText("4Gi") },
    };
}
