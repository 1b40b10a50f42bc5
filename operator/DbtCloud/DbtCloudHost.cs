using System.Text.RegularExpressions;

namespace Operator.DbtCloud;

/// <summary>What kind of place a host name of dbt Cloud is; single-tenant hosts are free-form, so most names are merely unknown.</summary>
internal static partial class DbtCloudHost
{
    public static DbtHostForm FormOf(Uri url) => url.Host switch
    {
        "cloud.getdbt.com" or "emea.dbt.com" or "au.dbt.com" => DbtHostForm.MultiTenant,
        "login.dbt.com" or "www.getdbt.com" or "getdbt.com" or "docs.getdbt.com" => DbtHostForm.NoApi,
        var host when Region().IsMatch(host) => DbtHostForm.NoApi,
        var host when OtherApi().IsMatch(host) => DbtHostForm.NoApi,
        var host when Cell().IsMatch(host) => DbtHostForm.AccessUrl,
        _ => DbtHostForm.Unrecognised,
    };

    [GeneratedRegex(@"^[a-z]{2}\d+\.dbt\.com$")]
    private static partial Regex Region();

    [GeneratedRegex(@"^(metadata|semantic-layer)\.|\.(metadata|semantic-layer)\.")]
    private static partial Regex OtherApi();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\.[a-z]{2}\d+\.dbt\.com$")]
    private static partial Regex Cell();
}

/// <summary>How a host of dbt Cloud reads.</summary>
internal enum DbtHostForm
{
    /// <summary>A single-tenant or private name, or no dbt Cloud at all.</summary>
    Unrecognised,

    /// <summary><c>PREFIX.REGION.dbt.com</c>, one account's own host.</summary>
    AccessUrl,

    /// <summary>One of the older hosts that many accounts share; accounts that moved to a cell are answered 401 there.</summary>
    MultiTenant,

    /// <summary>A page to log in at, or the host of another API.</summary>
    NoApi,
}
