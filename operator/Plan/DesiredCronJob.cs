using System.Text.Json;
using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The one object of a selection: a CronJob, whole in itself, with nothing beside it.</summary>
internal static class DesiredCronJob
{
    public static V1CronJob Of(DbtCloudIngestion ingestion, Selection selection, Cadence cadence, PodImages images, bool suspend, PlanOptions options)
    {
        var labels = LabelsOf(ingestion, selection);
        var run = ingestion.Spec?.Run;
        var cronJob = new V1CronJob
        {
            ApiVersion = "batch/v1",
            Kind = "CronJob",
            Metadata = Metadata(ingestion, selection, labels),
            Spec = new V1CronJobSpec
            {
                Schedule = cadence.Cron,
                TimeZone = cadence.TimeZone,
                Suspend = suspend,
                ConcurrencyPolicy = "Forbid",
                StartingDeadlineSeconds = run?.StartingDeadlineSeconds ?? Defaults.StartingDeadlineSeconds,
                SuccessfulJobsHistoryLimit = run?.SuccessfulJobsHistoryLimit ?? Defaults.SuccessfulJobsHistoryLimit,
                FailedJobsHistoryLimit = run?.FailedJobsHistoryLimit ?? Defaults.FailedJobsHistoryLimit,
                JobTemplate = new V1JobTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1JobSpec
                    {
                        PodFailurePolicy = images.Fetch is null ? null : FetchContainer.FailurePolicy(),
                        BackoffLimit = run?.Retries ?? Defaults.Retries,
                        ActiveDeadlineSeconds = run?.ActiveDeadlineSeconds ?? Defaults.ActiveDeadlineSeconds,
                        Template = IngestionPod.Of(ingestion, selection, labels, images, options),
                    },
                },
            },
        };
        cronJob.Metadata.Annotations = new Dictionary<string, string> { [Names.AppliedAnnotation] = DigestOf(cronJob) };
        return cronJob;
    }

    private static string DigestOf(V1CronJob cronJob) =>
        StableHash.DigestOf(JsonSerializer.SerializeToUtf8Bytes(cronJob, LeanJson.CronJob));

    private static V1ObjectMeta Metadata(DbtCloudIngestion ingestion, Selection selection, IDictionary<string, string> labels) => new()
    {
        Name = selection.CronJobName,
        NamespaceProperty = ingestion.Metadata.NamespaceProperty,
        Labels = labels,
        OwnerReferences =
        [
            new V1OwnerReference
            {
                ApiVersion = Names.ApiVersion,
                Kind = Names.Kind,
                Name = ingestion.Metadata.Name,
                Uid = ingestion.Metadata.Uid,
                Controller = true,
            },
        ],
    };

    private static Dictionary<string, string> LabelsOf(DbtCloudIngestion ingestion, Selection selection) => new()
    {
        [Names.AppNameLabel] = Names.AppName,
        [Names.AppInstanceLabel] = ingestion.Metadata.Name ?? "",
        [Names.ManagedByLabel] = Names.FieldManager,
        [Names.IngestionLabel] = ingestion.Metadata.Name ?? "",
        [Names.FilterLabel] = selection.Filter,
    };
}
