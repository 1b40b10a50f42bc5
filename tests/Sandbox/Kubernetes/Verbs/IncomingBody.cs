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
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256, AllowDuplicateProperties = true };

    /// <summary>Reads by the content type; JSON where that is not known.</summary>
    public static JsonNode? Read(byte[] body, string contentType, out ApiStatus? refusal)
    {
        refusal = null;
        try
        {
            return contentType == ProtobufBody.ContentType ? ProtobufBody.Read(body)
                : contentType.Contains("yaml", StringComparison.Ordinal) ? Yaml.Parse(Encoding.UTF8.GetString(body))
                : JsonNode.Parse(body, documentOptions: s_options);
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

        if (Read(request.Body, request.ContentType, out refusal) is not JsonObject body)
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
