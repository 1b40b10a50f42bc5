using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Discovery;

/// <summary>All groups, versions and resources in one document.</summary>
internal sealed class AggregatedDiscovery(ResourceCatalog catalog)
{
    public const string ContentType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    public JsonObject Document(bool core) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. catalog.All.Where(type => type.Group.Length == 0 == core).GroupBy(static type => type.Group).Select(Group)]),
    };

    private static JsonObject Group(IGrouping<string, ResourceType> group) => new()
    {
        ["metadata"] = group.Key.Length == 0 ? [] : new JsonObject { ["name"] = group.Key },
        ["versions"] = new JsonArray([.. group.GroupBy(static type => type.Version).Select(static version => new JsonObject
        {
            ["version"] = version.Key,
            ["resources"] = new JsonArray([.. version.Select(Resource)]),
            ["freshness"] = "Current",
        })]),
    };

    private static JsonObject Resource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = Kind(type, type.Kind),
            ["scope"] = type.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = Json.Strings(DiscoveryDocuments.VerbsOf(type)),
        };
        if (type.ShortNames.Count > 0)
        {
            resource["shortNames"] = Json.Strings(type.ShortNames);
        }

        if (type.Categories.Count > 0)
        {
            resource["categories"] = Json.Strings(type.Categories);
        }

        if (type.Subresources.Count > 0)
        {
            resource["subresources"] = new JsonArray([.. type.Subresources.Select(subresource => new JsonObject
            {
                ["subresource"] = subresource,
                ["responseKind"] = Kind(type, DiscoveryDocuments.SubresourceKind(type, subresource)),
                ["verbs"] = Json.Strings(DiscoveryDocuments.VerbsOf(subresource)),
            })]);
        }

        return resource;
    }

    private static JsonObject Kind(ResourceType type, string kind) =>
        kind == "Scale"
            ? new JsonObject { ["group"] = "autoscaling", ["version"] = "v1", ["kind"] = kind }
            : new JsonObject { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = kind };
}
