using Operator.Resource;

namespace Operator.Plan;

/// <summary>The name under which OpenMetadata shows the runs of one CronJob.</summary>
internal static class PipelineName
{
    /// <summary>In the description of a pipeline: it belongs to a DbtCloudIngestion, perhaps of another cluster.</summary>
    public const string Mark = Names.Group;

    /// <summary><c>databaseService.pipeline</c></summary>
    public static string Of(DbtCloudIngestion ingestion, Selection selection, PlanOptions options) =>
        $"{Quoted(ingestion.Spec?.OpenMetadata?.DatabaseService ?? "")}.{Quoted(BelowService(ingestion, selection, options))}";

    /// <summary>Where several filters share a pipelineName each gets its own name appended, so that their runs stay apart.</summary>
    public static string BelowService(DbtCloudIngestion ingestion, Selection selection, PlanOptions options)
    {
        var cluster = options.ClusterName is { Length: > 0 } name ? name + "-" : "";
        return ingestion.Spec?.OpenMetadata?.PipelineName is { Length: > 0 } chosen
            ? ingestion.Spec?.Filters is { Count: > 1 } ? $"{chosen}-{selection.Filter}" : chosen
            : $"{cluster}{ingestion.Metadata.NamespaceProperty}-{selection.CronJobName}";
    }

    // In a fully qualified name a part with a dot stands in double quotes.
    private static string Quoted(string part) => part.Contains('.') ? $"\"{part}\"" : part;
}
