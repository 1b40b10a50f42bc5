using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>One OpenMetadata server: the base of its API, which always ends in <c>/api</c>, and whom to trust there.</summary>
internal sealed record OpenMetadataServer
{
    private OpenMetadataServer(Uri api, Trust trust) => (Api, Trust) = (api, trust);

    public Uri Api { get; }

    public Trust Trust { get; }

    /// <summary>The server at a URL with or without <c>/api</c> and slash, perhaps below a path; null when the text is no such URL.</summary>
    public static OpenMetadataServer? At(string url, Trust trust)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || !IsPlain(parsed))
        {
            return null;
        }

        var path = parsed.AbsolutePath.TrimEnd('/');
        var api = path.EndsWith("/api", StringComparison.Ordinal) ? path : path + "/api";
        return new OpenMetadataServer(new Uri(parsed.GetLeftPart(UriPartial.Authority) + api), trust);
    }

    internal Uri Resource(string escapedPath) => new($"{Api.AbsoluteUri}/{escapedPath}");

    private static bool IsPlain(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
}
