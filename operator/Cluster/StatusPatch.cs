using System.Text.Json;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>
/// The whole status as one JSON patch. Unlike a merge patch it also removes what the new status no longer has; and the
/// resourceVersion that it writes makes the API server answer 409 when somebody wrote in between.
/// </summary>
internal static class StatusPatch
{
    public static ApiRequest Of(DbtCloudIngestion seen, IngestionStatus status) =>
        new(HttpMethod.Patch, PathOf(seen), BodyOf(seen, status), ApiRequest.JsonPatch, ApiRequest.MetadataOfOne);

    /// <summary>
    /// The same for members of the status alone, as a merge patch: of an object that cannot be read, the others are not known and have
    /// to stay.
    /// </summary>
    public static ApiRequest PartOf(DbtCloudIngestion seen, IngestionStatus members) =>
        new(HttpMethod.Patch, PathOf(seen), PartBodyOf(seen, members), ApiRequest.MergePatch, ApiRequest.MetadataOfOne);

    private static ApiPath PathOf(DbtCloudIngestion seen) =>
        ApiResource.Ingestions.Named(seen.Key.Namespace, seen.Key.Name).Slash("status").With("fieldManager", Names.FieldManager);

    private static byte[] PartBodyOf(DbtCloudIngestion seen, IngestionStatus members)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("resourceVersion", seen.Metadata.ResourceVersion);
            json.WriteEndObject();
            json.WritePropertyName("status");
            JsonSerializer.Serialize(json, members, LeanJson.Status);
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    private static byte[] BodyOf(DbtCloudIngestion seen, IngestionStatus status)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            BeginStep(json, "replace", "/metadata/resourceVersion");
            json.WriteStringValue(seen.Metadata.ResourceVersion);
            json.WriteEndObject();
            BeginStep(json, "add", "/status");
            JsonSerializer.Serialize(json, status, LeanJson.Status);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return text.ToArray();
    }

    private static void BeginStep(Utf8JsonWriter json, string operation, string path)
    {
        json.WriteStartObject();
        json.WriteString("op", operation);
        json.WriteString("path", path);
        json.WritePropertyName("value");
    }
}
