namespace Operator.DbtCloud;

/// <summary>One dbt Cloud account: the origin that serves its API and its id.</summary>
internal sealed record DbtAccount
{
    private DbtAccount(Uri origin, string id) => (Url, Id) = (origin, id);

    /// <summary>Scheme, host and port alone, with a slash at the end.</summary>
    public Uri Url { get; }

    public string Id { get; }

    /// <summary>
    /// The account at an Access URL, with or without a trailing slash, <c>/api</c> or <c>/api/v2</c>; null when one of the two
    /// cannot be one.
    /// </summary>
    public static DbtAccount? At(string url, string id)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || !IsHttp(parsed) || !IsBare(parsed) || !DbtPath.IsId(id))
        {
            return null;
        }

        return new DbtAccount(new Uri(parsed.GetLeftPart(UriPartial.Authority) + "/"), id);
    }

    /// <summary>The address of something below the account; <paramref name="path"/> is escaped already.</summary>
    internal Uri Api(string path) => new(Url, $"api/v2/accounts/{Id}/{path}");

    private static bool IsHttp(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp;

    private static bool IsBare(Uri url) =>
        url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
        && url.AbsolutePath.TrimEnd('/') is "" or "/api" or "/api/v2" or "/api/v3";
}
