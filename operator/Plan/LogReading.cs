using System.Text.RegularExpressions;

namespace Operator.Plan;

/// <summary>What the log of a failed ingestion names as the cause.</summary>
internal enum LogCause
{
    /// <summary>Nothing that is known here.</summary>
    Unknown,
    VersionMismatch,
    DatabaseServiceMissing,
    DocumentRefused,
    SslConfigMissing,
    CertificateRefused,
    OpenMetadataUnreachable,
    OpenMetadataTokenRefused,
    DbtRateLimited,
    DbtUnreachable,
    NoDbtRun,
    DbtUnexpected,
    ManifestCutOff,
    ManifestMissing,
    LocalFileMissing,
    ArtifactsUnreadable,

    /// <summary>A step counted more failures than its threshold allows.</summary>
    TooManyFailures,
}

/// <summary>
/// Reads the end of an ingestion's log, which is what Kubernetes keeps of it. Only known sentences count, and each becomes a fixed
/// one of ours: a line of the log may hold anything, and reaches no status.
/// </summary>
internal static partial class LogReading
{
    /// <summary>The most telling first: a log that names several causes has the later ones because of the first.</summary>
    private static readonly (LogCause Cause, Regex Pattern)[] Patterns =
    [
        (LogCause.VersionMismatch, VersionMismatch()),
        (LogCause.DatabaseServiceMissing, DatabaseServiceMissing()),
        (LogCause.DocumentRefused, DocumentRefused()),
        (LogCause.SslConfigMissing, SslConfigMissing()),
        (LogCause.CertificateRefused, CertificateRefused()),
        (LogCause.OpenMetadataUnreachable, OpenMetadataUnreachable()),
        (LogCause.OpenMetadataTokenRefused, OpenMetadataTokenRefused()),
        (LogCause.DbtRateLimited, DbtRateLimited()),
        (LogCause.DbtUnreachable, DbtUnreachable()),
        (LogCause.NoDbtRun, NoDbtRun()),
        (LogCause.DbtUnexpected, DbtUnexpected()),
        (LogCause.ManifestCutOff, ManifestCutOff()),
        (LogCause.ManifestMissing, ManifestMissing()),
        (LogCause.LocalFileMissing, LocalFileMissing()),
        (LogCause.ArtifactsUnreadable, ArtifactsUnreadable()),
        (LogCause.TooManyFailures, TooManyFailures()),
    ];

    public static LogCause CauseOf(string? text) => text is null ? LogCause.Unknown : CausesIn(text).FirstOrDefault();

    /// <summary>All that a text names, the most telling first.</summary>
    public static IEnumerable<LogCause> CausesIn(string text) => Patterns.Where(known => known.Pattern.IsMatch(text)).Select(known => known.Cause);

    public static LogCause MostTelling(IEnumerable<LogCause> causes) => Patterns.Select(known => known.Cause).Intersect(causes).FirstOrDefault();

    [GeneratedRegex(@"VersionMismatchException|Major and minor versions should match")]
    private static partial Regex VersionMismatch();

    [GeneratedRegex(@"Error getting the service \[")]
    private static partial Regex DatabaseServiceMissing();

    [GeneratedRegex(@"Error loading metadata configuration")]
    private static partial Regex DocumentRefused();

    [GeneratedRegex(@"You have Verify SSL but the SSL Config is missing")]
    private static partial Regex SslConfigMissing();

    [GeneratedRegex(@"CERTIFICATE_VERIFY_FAILED|certificate verify failed")]
    private static partial Regex CertificateRefused();

    [GeneratedRegex(@"Error initializing metadata: (Transport failure|Could not initialize the OpenMetadata client)")]
    private static partial Regex OpenMetadataUnreachable();

    [GeneratedRegex(@"Not Authorized! ")]
    private static partial Regex OpenMetadataTokenRefused();

    // The real sentence ends at the colon; whatever might follow names another cause.
    [GeneratedRegex(@"Feature limit exceeded for \S+/api/v2/accounts/|Error connecting to dbt Cloud: ?\r?$", RegexOptions.Multiline)]
    private static partial Regex DbtRateLimited();

    [GeneratedRegex(@"Unable to connect to dbt Cloud at |Error connecting to dbt Cloud: \S")]
    private static partial Regex DbtUnreachable();

    [GeneratedRegex(@"No completed dbt runs found for |No usable response from dbt Cloud for account ")]
    private static partial Regex NoDbtRun();

    [GeneratedRegex(@"Error fetching dbt files from dbt Cloud: ")]
    private static partial Regex DbtUnexpected();

    [GeneratedRegex(@"Manifest artifact not found for run ")]
    private static partial Regex ManifestCutOff();

    [GeneratedRegex(@"Manifest file not found in dbt Cloud")]
    private static partial Regex ManifestMissing();

    [GeneratedRegex(@"Error fetching dbt files from local: ")]
    private static partial Regex LocalFileMissing();

    [GeneratedRegex(@"Error running node producer: ")]
    private static partial Regex ArtifactsUnreadable();

    [GeneratedRegex(@"WorkflowExecutionError: .* reported errors|Workflow finished with failures")]
    private static partial Regex TooManyFailures();
}
