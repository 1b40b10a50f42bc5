namespace Operator.Cluster.Api;

/// <summary>One call: what to ask, of which path, with which body.</summary>
internal sealed record ApiRequest(HttpMethod Method, ApiPath Path, byte[]? Content = null, string? ContentType = null)
{
    public const string Json = "application/json";
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>Server-side apply; JSON is YAML, too.</summary>
    public const string Apply = "application/apply-patch+yaml";

    public static ApiRequest Get(ApiPath path) => new(HttpMethod.Get, path);
}
