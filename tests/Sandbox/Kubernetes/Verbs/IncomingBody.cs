using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Http.Protobuf;
using YamlDotNet.Core;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Reads what was sent: JSON, or YAML where the content type says so.</summary>
internal static class IncomingBody
{
    /// <summary>Reads by the content type; JSON where that is not known.</summary>
    public static JsonNode? Read(ApiRequest request, out ApiStatus? refusal)
    {
        var (body, contentType) = (request.Body, request.ContentType);
        refusal = null;
        try
        {
            return contentType == ProtobufBody.ContentType ? ProtobufBody.Read(body)
                : contentType.Contains("yaml", StringComparison.Ordinal) ? Yaml.Parse(Encoding.UTF8.GetString(body))
                : JsonBody.Parse(body, request.Duplicates);
        }
        catch (Exception error) when (error is JsonException or YamlException or ArgumentException or FormatException)
        {
            refusal = ApiStatus.BadRequest($"couldn't get version/kind; json parse error: {error.Message}");
            return null;
        }
    }

    /// <summary>An object of the request's own kind, or why it is none.</summary>
    public static JsonObject? ReadObject(ApiRequest request, out ApiStatus? refusal)
    {
        if (!IsObjectType(request.ContentType))
        {
            refusal = ApiStatus.UnsupportedMediaType(["application/json", "application/yaml", ProtobufBody.ContentType]);
            return null;
        }

        if (Read(request, out refusal) is not JsonObject body)
        {
            refusal ??= ApiStatus.BadRequest("couldn't get version/kind; json parse error: the body is no object");
            return null;
        }

        refusal = CheckKind(request, body);
        return refusal is null ? body : null;
    }

    public static ApiStatus? CheckKind(ApiRequest request, JsonObject body)
    {
        var type = request.Type;
        if (type.IsCustom && Storage.ObjectMeta.Text(body, "kind").Length == 0)
        {
            return ApiStatus.BadRequest($"Object 'Kind' is missing in '{body.ToJsonString()}'");
        }

        var (kind, apiVersion) = (body.Text("kind", type.Kind), body.Text("apiVersion", type.ApiVersion));
        if (apiVersion != type.ApiVersion)
        {
            return ApiStatus.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({type.ApiVersion})");
        }

        return kind == type.Kind
            ? null
            : ApiStatus.BadRequest($"{kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: the object provided is unrecognized (must be of type {type.Kind})");
    }

    private static bool IsObjectType(string contentType) =>
        contentType is "" or "application/json" or "application/yaml" or "application/x-yaml" or "text/yaml" or ProtobufBody.ContentType;

    private static string Text(this JsonObject body, string field, string otherwise) =>
        Storage.ObjectMeta.Text(body, field) is { Length: > 0 } text ? text : otherwise;
}
