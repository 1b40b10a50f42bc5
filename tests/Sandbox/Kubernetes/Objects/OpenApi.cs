using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.Documents;

namespace Sandbox.Kubernetes.Objects;

/// <summary>A served resource, as the OpenAPI documents describe it.</summary>
internal sealed record OpenApiResource(ObjectType Type, string Plural, bool Namespaced, bool HasStatus);

/// <summary>OpenAPI v3 for kubectl explain and for clients that look for fieldValidation and apply.</summary>
internal static class OpenApi
{
    /// <summary>The body of /openapi/v3.</summary>
    public static JsonObject Index(IEnumerable<OpenApiResource> resources) => new()
    {
        ["paths"] = new JsonObject(resources.Select(resource => PathOf(resource.Type)).Distinct().Order(StringComparer.Ordinal)
            .Select(path => KeyValuePair.Create(path, (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}" }))),
    };

    /// <summary>The body of /openapi/v3/apis/GROUP/VERSION (or api/v1): the resources must be of that group and version.</summary>
    public static JsonObject Document(IReadOnlyCollection<OpenApiResource> resources)
    {
        var schemas = new SchemaComponents();
        var paths = new JsonObject();
        foreach (var resource in resources)
        {
            schemas.Add(resource.Type);
            foreach (var (path, operations) in ResourcePaths.Of(resource, "/" + PathOf(resource.Type)))
            {
                paths[path] = operations;
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.36.2" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.ToJson() },
        };
    }

    private static string PathOf(ObjectType type) => type.Group.Length == 0 ? $"api/{type.Version}" : $"apis/{type.Group}/{type.Version}";
}
