using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The init container that chooses the dbt run and brings its artifacts. It alone gets the dbt token.</summary>
internal static class FetchContainer
{
    public const string ContainerName = "fetch-artifacts";

    /// <summary>Null where the ingestion asks dbt Cloud itself, and where nobody knows the image.</summary>
    public static string? ImageFor(DbtCloudIngestion ingestion, Observation seen, PlanOptions options) =>
        ArtifactsModes.IsStaged(ingestion) ? options.FetchImage ?? seen.OwnImage : null;

    public static string? ImageOf(V1CronJob cronJob) =>
        cronJob.Spec?.JobTemplate?.Spec?.Template?.Spec?.InitContainers?.FirstOrDefault(container => container.Name == ContainerName)?.Image;

    public static V1Container Of(DbtCloudIngestion ingestion, Selection selection, RunSpec run, PodImages images, PlanOptions options) => new()
    {
        Name = ContainerName,
        Image = images.Fetch,
        ImagePullPolicy = "IfNotPresent",
        Args = [.. FetchArguments.Of(FetchOrders.Of(ingestion, selection, images.Ingestion, options))],
        Env = PodEnvironment.OfFetch(ingestion.Spec!, run),
        Resources = run.FetchResources ?? DefaultResources(),
        SecurityContext = new V1SecurityContext
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new V1Capabilities { Drop = ["ALL"] },
        },
        VolumeMounts = IngestionVolumes.MountsOfFetch(run),
    };

    /// <summary>The Job of a run that somebody asked for: it neither waits for its place in the minute nor is it left out.</summary>
    public static V1JobSpec AtOnce(V1JobSpec job) => job.Template.Spec.InitContainers is not { Count: > 0 } containers ? job : job with
    {
        Template = job.Template with
        {
            Spec = job.Template.Spec with
            {
                InitContainers = [.. containers.Select(container => container.Name == ContainerName ? container with { Args = [.. container.Args ?? [], FetchArguments.Requested] } : container)],
            },
        },
    };

    /// <summary>What is final ends the Job at once, without the retries that are meant for what may pass.</summary>
    public static V1PodFailurePolicy FailurePolicy() => new()
    {
        Rules =
        [
            new V1PodFailurePolicyRule
            {
                Action = "FailJob",
                OnExitCodes = new V1PodFailurePolicyOnExitCodesRequirement { ContainerName = ContainerName, OperatorProperty = "In", Values = [FetchReason.FinalExitCode] },
            },
        ],
    };

    private static V1ResourceRequirements DefaultResources() => new()
    {
        Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new QuantityText("50m"), ["memory"] = new QuantityText("64Mi") },
        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new QuantityText("128Mi") },
    };
}
