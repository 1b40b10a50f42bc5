using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Discovery;

/// <summary>Answers the paths that name no resource: version, health, discovery, OpenAPI.</summary>
internal sealed class NonResourcePaths(ResourceCatalog catalog)
{
    private readonly DiscoveryDocuments _documents = new(catalog);
    private readonly AggregatedDiscovery _aggregated = new(catalog);

    /// <summary>Null where the path is none of these.</summary>
    public Answer? Find(string[] segments, Accept accept, string host) => segments switch
    {
        ["version"] => Answer.Of(Version()),
        ["healthz" or "readyz" or "livez", ..] => Answer.Text(200, "ok"),
        ["api"] when accept.Aggregated => Aggregated(core: true),
        ["apis"] when accept.Aggregated => Aggregated(core: false),
        ["api"] => Answer.Of(DiscoveryDocuments.CoreVersions(host)),
        ["apis"] => Answer.Of(_documents.Groups()),
        ["openapi", "v3"] => Answer.Of(OpenApi.Index(Described(static _ => true))),
        ["openapi", "v3", "api", "v1"] => Schemas("", "v1"),
        ["openapi", "v3", "apis", var group, var version] => Schemas(group, version),
        ["api", var version] => Document(_documents.Resources("", version)),
        ["apis", var group] => Document(_documents.Group(group)),
        ["apis", var group, var version] => Document(_documents.Resources(group, version)),
        _ => null,
    };

    private Answer Schemas(string group, string version)
    {
        var resources = Described(type => type.Group == group && type.Version == version);
        return resources.Count == 0 ? NotFound() : Answer.Of(OpenApi.Document(resources));
    }

    private List<OpenApiResource> Described(Func<ResourceType, bool> wanted) =>
        [.. catalog.All.Where(wanted).Select(static type => new OpenApiResource(type.Rules, type.Plural, type.Namespaced, type.HasStatus))];

    public static Answer NotFound() => Answer.Text(404, "404 page not found\n");

    private static Answer Document(JsonObject? document) => document is null ? NotFound() : Answer.Of(document);

    private Answer.Document Aggregated(bool core) => new(200, Json.Bytes(_aggregated.Document(core)), AggregatedDiscovery.ContentType);

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["emulationMajor"] = "1",
        ["emulationMinor"] = "36",
        ["minCompatibilityMajor"] = "1",
        ["minCompatibilityMinor"] = "35",
        ["gitVersion"] = "v1.36.2",
        ["gitCommit"] = "0000000000000000000000000000000000000000",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-01-01T00:00:00Z",
        ["goVersion"] = "none",
        ["compiler"] = "dotnet",
        ["platform"] = "linux/amd64",
    };
}
