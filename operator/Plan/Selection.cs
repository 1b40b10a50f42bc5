using Operator.Resource;

namespace Operator.Plan;

/// <summary>What one CronJob ingests: a filter of the spec, or the whole account where it has none.</summary>
internal sealed record Selection(string Filter, string CronJobName, DbtId? ProjectId, DbtId? JobId, ScheduleSpec? Schedule)
{
    public DbtId? EnvironmentId { get; init; }

    /// <summary>The job whose newest run brings the catalog; null for the ingested run itself.</summary>
    public DbtId? CatalogFrom { get; init; }

    /// <summary>In the order of the spec.</summary>
    public static IReadOnlyList<Selection> AllOf(DbtCloudIngestion ingestion)
    {
        var name = ingestion.Metadata.Name ?? "";
        var filters = ingestion.Spec?.Filters ?? [];
        return filters.Count == 0
            ? [new Selection(Names.WholeAccount, name, null, null, ingestion.Spec?.Schedule)]
            : [.. filters.Select(filter => Of(filter, name, ingestion.Spec?.Schedule))];
    }

    private static Selection Of(FilterSpec filter, string ingestion, ScheduleSpec? fallback) =>
        new(filter.Name ?? "", $"{ingestion}-{filter.Name}", filter.ProjectId, filter.JobId, filter.Schedule ?? fallback)
        {
            EnvironmentId = filter.EnvironmentId,
            CatalogFrom = filter.CatalogFrom?.JobId,
        };
}
