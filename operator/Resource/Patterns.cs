namespace Operator.Resource;

/// <summary>Patterns of the CRD's schema that more than one field uses.</summary>
internal static class Patterns
{
    /// <summary>A DNS label (RFC 1123).</summary>
    public const string DnsLabel = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /// <summary>A DNS subdomain: the name of a Secret, ConfigMap or service account.</summary>
    public const string DnsSubdomain = @"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /// <summary>A key of a Secret or ConfigMap.</summary>
    public const string DataKey = "^[-._a-zA-Z0-9]+$";

    /// <summary>An identifier of dbt Cloud: a positive number of up to 19 digits.</summary>
    public const string DbtId = "^[1-9][0-9]{0,18}$";

    /// <summary>A duration such as 90s, 30m or 1h30m.</summary>
    public const string Duration = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$";

    /// <summary>The value of a label; empty is allowed.</summary>
    public const string LabelValue = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

    /// <summary>Scheme, host and path: neither query nor fragment, no user, and no $ since it reaches the workflow document.</summary>
    public const string HttpUrl = "^https?://[^/?#@\\s$]+(/[^?#\\s$]*)?$";
}
