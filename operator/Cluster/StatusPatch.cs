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
    public static ApiRequest Of(DbtCloudIngestion seen, IngestionStatus status)
    {
        var path = ApiResource.Ingestions.Named(seen.Key.Namespace, seen.Key.Name).Slash("status").With("fieldManager", Names.FieldManager);
        return new ApiRequest(HttpMethod.Patch, path, BodyOf(seen, status), ApiRequest.JsonPatch, ApiRequest.MetadataOfOne);
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
