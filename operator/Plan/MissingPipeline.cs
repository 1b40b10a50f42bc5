using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// A pipeline that OpenMetadata has to know before the first run of its CronJob: the ingestion would otherwise create it itself,
/// with the token of dbt Cloud in it.
/// </summary>
internal sealed record MissingPipeline
{
    public required string FullName { get; init; }

    public required string Name { get; init; }

    public required string ServiceId { get; init; }

    public required string Description { get; init; }

    public required string LogLevel { get; init; }

    public required string AccountId { get; init; }

    public required string Url { get; init; }

    public string? ProjectId { get; init; }

    public string? JobId { get; init; }

    /// <summary>It was not among the pipelines that were read, and may exist all the same.</summary>
    public bool MayExist { get; init; }

    /// <summary>Null where it exists, or nothing of it was heard in this pass, or runs are not reported.</summary>
    public static MissingPipeline? Of(DbtCloudIngestion ingestion, Selection selection, PipelinesSeen? seen, PlanOptions options)
    {
        if (seen is null || ingestion.Spec?.OpenMetadata?.ReportRuns == false)
        {
            return null;
        }

        var fullName = PipelineName.Of(ingestion, selection, options);
        return seen.Names.Contains(fullName)
            ? null
            : new MissingPipeline
            {
                FullName = fullName,
                Name = PipelineName.BelowService(ingestion, selection, options),
                ServiceId = seen.ServiceId,
                Description = Describe(ingestion, selection, options),
                LogLevel = ingestion.Spec?.Options?.LogLevel ?? Defaults.LogLevel,
                AccountId = ingestion.Spec?.Account?.Id?.Digits ?? "",
                Url = Addresses.DbtCloud(ingestion.Spec?.Account),
                ProjectId = selection.ProjectId?.Digits,
                JobId = selection.JobId?.Digits,
                MayExist = !seen.AreAll,
            };
    }

    private static string Describe(DbtCloudIngestion ingestion, Selection selection, PlanOptions options)
    {
        var filter = ingestion.Spec?.Filters is { Count: > 0 } ? $", filter {selection.Filter}" : "";
        var cluster = options.ClusterName is { Length: > 0 } name ? $" of the cluster {name}" : "";
        return $"Kubernetes runs this ingestion: DbtCloudIngestion {ingestion.Metadata.NamespaceProperty}/{ingestion.Metadata.Name}{filter}{cluster} ({PipelineName.Mark}). "
            + "Its schedule, its settings and its token are there, so do not deploy or run it from here.";
    }
}
