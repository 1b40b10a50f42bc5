using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>One OpenMetadata server: the base of its API, which always ends in <c>/api</c>, and whom to trust there.</summary>
internal sealed record OpenMetadataServer
{
    private OpenMetadataServer(Uri api, Trust trust) => (Api, Trust) = (api, trust);

    public Uri Api { get; }

    public Trust Trust { get; }

    /// <summary>What tells it from any other, for keys that outlive a call: the authorities that are trusted need not.</summary>
    public string Identity => $"{Api.AbsoluteUri} {Trust.Identity}";

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

    /// <summary>A call of this API; servers of several teams may stand behind one host.</summary>
    internal OutboundCall Call(string escapedPath, AccessToken? bot) => new(new Uri($"{Api.AbsoluteUri}/{escapedPath}"))
    {
        Token = bot,
        Destination = Destination.NearOrFar,
        Trust = Trust,
        Service = Api.AbsolutePath,
    };

    private static bool IsPlain(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
}
