using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>A served resource, as the OpenAPI documents describe it.</summary>
internal sealed record OpenApiResource(ObjectType Type, string Plural, bool Namespaced, bool HasStatus);

/// <summary>OpenAPI v3 for kubectl explain and for clients that look for fieldValidation and apply.</summary>
internal static class OpenApi
{
    /// <summary>The body of /openapi/v3.</summary>
    public static JsonObject Index(IEnumerable<OpenApiResource> resources) => throw new NotImplementedException();

    /// <summary>The body of /openapi/v3/apis/GROUP/VERSION (or api/v1): the resources must be of that group and version.</summary>
    public static JsonObject Document(IReadOnlyCollection<OpenApiResource> resources) => throw new NotImplementedException();
}
