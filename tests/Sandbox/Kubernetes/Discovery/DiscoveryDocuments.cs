using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Discovery;

/// <summary>The documents by which clients learn what is served, one request a group version.</summary>
internal sealed class DiscoveryDocuments(ResourceCatalog catalog)
{
    /// <summary>In the order in which the server lists them for built-in resources, and for custom ones.</summary>
    public static string[] VerbsOf(ResourceType type) => type.Virtual ? ["create"] : type.IsCustom ? s_customVerbs : s_verbs;

    private static readonly string[] s_verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] s_customVerbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
    private static readonly string[] s_subresourceVerbs = ["get", "patch", "update"];

    public static JsonObject CoreVersions(string host) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
    };

    public JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. catalog.All.Where(static type => type.Group.Length > 0).GroupBy(static type => type.Group)
            .Select(static group => GroupOf(group.Key, group))]),
    };

    public JsonObject? Group(string name)
    {
        var types = catalog.All.Where(type => type.Group == name).ToList();
        if (name.Length == 0 || types.Count == 0)
        {
            return null;
        }

        var group = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (field, value) in GroupOf(name, types))
        {
            group[field] = value?.DeepClone();
        }

        return group;
    }

    public JsonObject? Resources(string group, string version)
    {
        var types = catalog.All.Where(type => type.Group == group && type.Version == version).ToList();
        return types.Count == 0 ? null : new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = types[0].ApiVersion,
            ["resources"] = new JsonArray([.. types.SelectMany(Entries)]),
        };
    }

    private static JsonObject GroupOf(string name, IEnumerable<ResourceType> types)
    {
        var versions = types.Select(static type => type.Version).Distinct()
            .Select(version => new JsonObject { ["groupVersion"] = $"{name}/{version}", ["version"] = version }).ToArray();
        return new JsonObject
        {
            ["name"] = name,
            ["versions"] = new JsonArray([.. versions]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private static IEnumerable<JsonObject> Entries(ResourceType type)
    {
        yield return Entry(type);
        foreach (var subresource in type.Subresources)
        {
            yield return new JsonObject
            {
                ["name"] = $"{type.Plural}/{subresource}",
                ["singularName"] = "",
                ["namespaced"] = type.Namespaced,
                ["kind"] = SubresourceKind(type, subresource),
                ["verbs"] = Json.Strings(VerbsOf(subresource)),
            };
        }
    }

    private static JsonObject Entry(ResourceType type)
    {
        var entry = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = Json.Strings(VerbsOf(type)),
        };
        if (type.ShortNames.Count > 0)
        {
            entry["shortNames"] = Json.Strings(type.ShortNames);
        }

        if (type.Categories.Count > 0)
        {
            entry["categories"] = Json.Strings(type.Categories);
        }

        return entry;
    }

    public static string SubresourceKind(ResourceType type, string subresource) => subresource == "scale" ? "Scale" : type.Kind;

    public static string[] VerbsOf(string subresource) => subresource switch
    {
        "log" => ["get"],
        "finalize" => ["update"],
        _ => s_subresourceVerbs,
    };
}
