using System.Text;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>What people ask for by annotation.</summary>
internal static class Requests
{
    /// <summary>
    /// The longest value that asks for a run, in characters: each filter's status repeats it. All fifty filters with names of forty
    /// letters fit, and a time in front.
    /// </summary>
    public const int LongestValue = 2500;

    /// <summary>
    /// The value of Flux's request to reconcile now, as the status echoes it; null where there is none. Of a longer one the echo is the
    /// beginning and a digest: any new value counts, however long.
    /// </summary>
    public static string? ReconcileAt(DbtCloudIngestion ingestion) =>
        ValueOf(ingestion, Names.ReconcileRequestedAnnotation) is not { } value ? null
        : value.Length <= LongestValue ? value
        : $"{Beginning(value)} {StableHash.DigestOf(Encoding.UTF8.GetBytes(value))}";

    /// <summary>The value of the request to ingest now; null where there is none, or none that counts.</summary>
    public static string? RunAt(DbtCloudIngestion ingestion) => ValueOf(ingestion, Names.RunAtAnnotation) is { Length: <= LongestValue } value ? value : null;

    /// <summary>How a value begins that is too long to be a request to ingest; null where it is not.</summary>
    public static string? TooLong(DbtCloudIngestion ingestion) => ValueOf(ingestion, Names.RunAtAnnotation) is { Length: > LongestValue } value ? Beginning(value) : null;

    public static RunRequest? Run(DbtCloudIngestion ingestion) => RunAt(ingestion) is { } value ? new RunRequest(value) : null;

    /// <summary>A slip of the pen, or a filter that is still to come: nobody would answer such a request.</summary>
    public static bool NamesNoFilter(DbtCloudIngestion ingestion, RunRequest request) =>
        !Selection.AllOf(ingestion).Any(selection => request.Concerns(selection.Filter));

    public static bool IsRunHandled(DbtCloudIngestion ingestion) => RunAt(ingestion) == ingestion.Status?.LastHandledRunAt;

    /// <summary>A request that was not handled yet: any new value of the annotation counts.</summary>
    public static bool IsUnhandled(DbtCloudIngestion ingestion) =>
        ReconcileAt(ingestion) is { } requested && requested != ingestion.Status?.LastHandledReconcileAt;

    private static string Beginning(string value) => StatusText.Cut(value, 64)!;

    private static string? ValueOf(DbtCloudIngestion ingestion, string annotation) =>
        ingestion.Metadata.Annotations?.TryGetValue(annotation, out var value) == true && value.Length > 0 ? value : null;
}
