namespace Operator.Resource;

/// <summary>
/// Defaults of the resource. Those above the line are also in the CRD's schema, where the API server fills them in; those of
/// <c>run</c> are not, since a stored default would hide the operator's own when it changes.
/// </summary>
internal static class Defaults
{
    public const string DbtTokenKey = "token";
    public const string OpenMetadataTokenKey = "jwtToken";
    public const string CaBundleKey = "ca.crt";
    public const string ClassificationName = "dbtTags";
    public const string LogLevel = "INFO";
    public const string TestInterval = "1h";

    public const string TimeZone = "Etc/UTC";
    public const long ActiveDeadlineSeconds = 7200;
    public const long StartingDeadlineSeconds = 600;
    public const int Retries = 0;
    public const int SuccessfulJobsHistoryLimit = 3;
    public const int FailedJobsHistoryLimit = 3;
    public const long RunAsId = 1000;
    public const string ArtifactsSizeLimit = "1Gi";
}
