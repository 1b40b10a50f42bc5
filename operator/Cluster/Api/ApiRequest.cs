using System.Text.Json;

namespace Operator.Cluster.Api;

/// <summary>One call: what to ask, of which path, with which body.</summary>
/// <param name="Accept">The form of the answer: <see cref="Json"/> for whole objects, or one of the forms that carry metadata alone.</param>
internal sealed record ApiRequest(HttpMethod Method, ApiPath Path, byte[]? Content = null, string? ContentType = null, string Accept = ApiRequest.Json)
{
    public const string Json = "application/json";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Server-side apply; JSON is YAML, too.</summary>
    public const string Apply = "application/apply-patch+yaml";

    /// <summary>Of one object, also in the events of a watch and in the answer to a write, only the metadata.</summary>
    public const string MetadataOfOne = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    public const string MetadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    /// <summary>
    /// Asks for, keeps or gives back the Lease that every other write depends on. Sent over HTTP/1.1, where a call that is given up
    /// takes its connection along: on the one HTTP/2 connection that the rest shares, a peer that fell silent is noticed only after
    /// the 30 s of its pings, and by then the Lease would be lost.
    /// </summary>
    public bool ForLease { get; init; }

    /// <summary>Every other write is sent only by the replica that leads.</summary>
    public bool IsGuarded => Method != HttpMethod.Get && !ForLease;

    /// <summary>A merge patch of one annotation, refused (409) where the object is no longer in the version that was seen.</summary>
    /// <param name="uid">Null where another object of that name would do as well.</param>
    public static ApiRequest Annotate(ApiPath path, string? uid, string? version, string annotation, string text) => new(
        HttpMethod.Patch,
        path,
        JsonSerializer.SerializeToUtf8Bytes(new AnnotationBody(new AnnotatedMeta(uid, version, new Dictionary<string, string> { [annotation] = text })), ClusterJson.Default.AnnotationBody),
        MergePatch,
        MetadataOfOne);

    public static ApiRequest Get(ApiPath path, string accept = Json) => new(HttpMethod.Get, path, Accept: accept);
}
