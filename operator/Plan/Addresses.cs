using Operator.Resource;

namespace Operator.Plan;

/// <summary>The addresses of both outsides in the one form in which they are called, rendered and compared.</summary>
internal static class Addresses
{
    /// <summary>Scheme, host and port of the account, from url or region, without a slash at the end.</summary>
    public static string DbtCloud(AccountSpec? account) => OriginOf(account?.Url ?? Regions.UrlOf(account?.Region) ?? "");

    public static string OriginOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.GetLeftPart(UriPartial.Authority) : url;

    /// <summary>Exactly …/api: the ingestion appends /v1 to it, and neither corrects a missing /api nor a double slash.</summary>
    public static string OpenMetadataApi(OpenMetadataSpec? openMetadata)
    {
        var url = (openMetadata?.Url ?? "").TrimEnd('/');
        return url.EndsWith("/api", StringComparison.Ordinal) ? url : url + "/api";
    }
}
