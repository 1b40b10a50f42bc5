using Operator.Resource;

namespace Operator.Plan;

/// <summary>What people ask for by annotation.</summary>
internal static class Requests
{
    /// <summary>The value of Flux's request to reconcile now; null where there is none.</summary>
    public static string? ReconcileAt(DbtCloudIngestion ingestion) =>
        ingestion.Metadata.Annotations?.TryGetValue(Names.ReconcileRequestedAnnotation, out var value) == true && value.Length > 0 ? value : null;

    /// <summary>A request that was not handled yet: any new value of the annotation counts.</summary>
    public static bool IsUnhandled(DbtCloudIngestion ingestion) =>
        ReconcileAt(ingestion) is { } requested && requested != ingestion.Status?.LastHandledReconcileAt;
}
