using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Resource;

namespace Operator.Reconcile;

/// <summary>The hosts that a spec names, held against the operator's policy before anything is called.</summary>
internal static class SpecHosts
{
    /// <summary>As "field: host" texts that a person understands.</summary>
    public static List<string> Forbidden(HostPolicy policy, DbtCloudIngestion ingestion, string hostUrl, DbtAccount? account)
    {
        var forbidden = new List<string>();
        if (hostUrl.Length > 0 && account is null)
        {
            forbidden.Add("account.url: only scheme and host are wanted, such as https://ab123.us1.dbt.com");
        }

        if (account is not null && policy.Refuses(account.Url, Destination.Internet) is { } dbt)
        {
            forbidden.Add($"account.url: {Refusal(dbt, account.Url.Host)}");
        }

        if (Uri.TryCreate(ingestion.Spec?.OpenMetadata?.Url, UriKind.Absolute, out var url) && policy.Refuses(url, Destination.NearOrFar) is { } server)
        {
            forbidden.Add($"openMetadata.url: {Refusal(server, url.Host)}");
        }

        return forbidden;
    }

    private static string Refusal(HostRefusal why, string host) => why switch
    {
        HostRefusal.InsecureScheme => $"{host} must be called by https; only the operator's option --allow-insecure-endpoints permits http",
        HostRefusal.HostNotListed => $"{host} is not among the operator's allowed hosts (--allowed-host)",
        HostRefusal.ForbiddenAddress => $"{host} is a loopback, link-local or private address; only the operator's option --allowed-cidr opens it",
        _ => $"{host} is not an address that may be called",
    };
}
