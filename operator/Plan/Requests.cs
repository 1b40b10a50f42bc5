using Operator.Resource;

namespace Operator.Plan;

/// <summary>What people ask for by annotation.</summary>
internal static class Requests
{
    /// <summary>The value of Flux's request to reconcile now; null where there is none.</summary>
    public static string? ReconcileAt(DbtCloudIngestion ingestion) => ValueOf(ingestion, Names.ReconcileRequestedAnnotation);

    /// <summary>The value of the request to ingest now; null where there is none.</summary>
    public static string? RunAt(DbtCloudIngestion ingestion) => ValueOf(ingestion, Names.RunAtAnnotation);

    public static RunRequest? Run(DbtCloudIngestion ingestion) => RunAt(ingestion) is { } value ? new RunRequest(value) : null;

    /// <summary>A slip of the pen, or a filter that is still to come: nobody would answer such a request.</summary>
    public static bool NamesNoFilter(DbtCloudIngestion ingestion, RunRequest request) =>
        !Selection.AllOf(ingestion).Any(selection => request.Concerns(selection.Filter));

    public static bool IsRunHandled(DbtCloudIngestion ingestion) => RunAt(ingestion) == ingestion.Status?.LastHandledRunAt;

    /// <summary>A request that was not handled yet: any new value of the annotation counts.</summary>
    public static bool IsUnhandled(DbtCloudIngestion ingestion) =>
        ReconcileAt(ingestion) is { } requested && requested != ingestion.Status?.LastHandledReconcileAt;

    private static string? ValueOf(DbtCloudIngestion ingestion, string annotation) =>
        ingestion.Metadata.Annotations?.TryGetValue(annotation, out var value) == true && value.Length > 0 ? value : null;
}
