using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Documents;

/// <summary>The paths of a resource with what clients look for in them: the kind, the actions and the query parameters.</summary>
internal static class ResourcePaths
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] ListParameters =
        ["allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch"];

    public static IEnumerable<KeyValuePair<string, JsonObject>> Of(OpenApiResource resource, string root)
    {
        var collection = resource.Namespaced ? $"{root}/namespaces/{{namespace}}/{resource.Plural}" : $"{root}/{resource.Plural}";
        if (resource.Namespaced)
        {
            yield return KeyValuePair.Create($"{root}/{resource.Plural}", Operations(resource, ("get", "list", ListParameters)));
        }

        yield return KeyValuePair.Create(collection, Operations(
            resource, ("get", "list", ListParameters), ("post", "post", WriteParameters), ("delete", "deletecollection", ListParameters)));
        yield return KeyValuePair.Create($"{collection}/{{name}}", Item(resource));
        if (resource.HasStatus)
        {
            yield return KeyValuePair.Create($"{collection}/{{name}}/status", Operations(
                resource, ("get", "get", []), ("put", "put", WriteParameters), ("patch", "patch", [.. WriteParameters, "force"])));
        }
    }

    private static JsonObject Item(OpenApiResource resource) => Operations(
        resource,
        ("get", "get", []),
        ("put", "put", WriteParameters),
        ("patch", "patch", [.. WriteParameters, "force"]),
        ("delete", "delete", ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"]));

    private static JsonObject Operations(OpenApiResource resource, params ReadOnlySpan<(string Method, string Action, string[] Parameters)> operations)
    {
        var item = new JsonObject();
        foreach (var (method, action, parameters) in operations)
        {
            item[method] = Operation(resource.Type, action, parameters);
        }

        return item;
    }

    private static JsonObject Operation(ObjectType type, string action, string[] parameters) => new()
    {
        ["parameters"] = new JsonArray([.. parameters.Select(name => Parameter(name))]),
        ["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "OK",
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = SchemaComponents.Reference(SchemaComponents.NameOf(type)) },
                },
            },
        },
        ["x-kubernetes-action"] = action,
        ["x-kubernetes-group-version-kind"] = SchemaComponents.Identity(type),
    };

    private static JsonObject Parameter(string name) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
    };
}
