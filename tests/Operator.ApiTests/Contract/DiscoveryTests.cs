using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>How a client finds out what the server serves.</summary>
public sealed class DiscoveryTests(TestServers servers) : ContractTest(servers)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    [Theory, OnEveryServer]
    public async Task The_version_names_a_major_a_minor_and_a_git_version(ServerKind on)
    {
        using var space = await On(on);

        var version = (await space.Get("/version")).Ok();

        Assert.Equal("1", version["major"]);
        Assert.StartsWith($"v1.{version["minor"]}", version["gitVersion"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task The_legacy_group_lists_its_one_version(ServerKind on)
    {
        using var space = await On(on);

        var versions = (await space.Get("/api")).Ok();

        Assert.Equal("APIVersions", versions["kind"]);
        versions.Has("versions", """["v1"]""");
    }

    [Theory, OnEveryServer]
    public async Task The_core_group_describes_secrets(ServerKind on)
    {
        using var space = await On(on);

        var resources = (await space.Get("/api/v1")).Ok();

        var secrets = Resource(resources, "secrets");
        Assert.Equal("secret", (string?)secrets["singularName"]);
        Assert.Equal("Secret", (string?)secrets["kind"]);
        Assert.True((bool)secrets["namespaced"]!);
        Assert.Equal("create,delete,deletecollection,get,list,patch,update,watch", Verbs(secrets));
    }

    [Theory, OnEveryServer]
    public async Task Namespaces_are_not_namespaced(ServerKind on)
    {
        using var space = await On(on);

        var namespaces = Resource((await space.Get("/api/v1")).Ok(), "namespaces");

        Assert.False((bool)namespaces["namespaced"]!);
        Assert.Equal("""["ns"]""", namespaces["shortNames"]!.ToJsonString());
    }

    [Theory, OnEveryServer]
    public async Task The_batch_group_describes_cron_jobs_and_their_status(ServerKind on)
    {
        using var space = await On(on);

        var batch = (await space.Get("/apis/batch/v1")).Ok();

        Assert.Equal("APIResourceList", batch["kind"]);
        Assert.Equal("batch/v1", batch["groupVersion"]);
        Assert.Equal("""["cj"]""", Resource(batch, "cronjobs")["shortNames"]!.ToJsonString());
        Assert.Equal("get,patch,update", Verbs(Resource(batch, "cronjobs/status")));
    }

    [Theory, OnEveryServer]
    public async Task The_list_of_groups_tells_each_preferred_version(ServerKind on)
    {
        using var space = await On(on);

        var groups = (await space.Get("/apis")).Ok();

        Assert.Equal("APIGroupList", groups["kind"]);
        var batch = ((JsonArray)groups.Node("groups")!).Single(group => (string?)group!["name"] == "batch");
        Assert.Equal("batch/v1", (string?)batch!["preferredVersion"]!["groupVersion"]);
    }

    [Theory, OnEveryServer]
    public async Task A_group_can_be_asked_for_alone(ServerKind on)
    {
        using var space = await On(on);

        var group = (await space.Get("/apis/coordination.k8s.io")).Ok();

        Assert.Equal("APIGroup", group["kind"]);
        Assert.Equal("coordination.k8s.io/v1", group["preferredVersion.groupVersion"]);
    }

    [Theory, OnEveryServer]
    public async Task Aggregated_discovery_answers_for_all_groups_at_once(ServerKind on)
    {
        using var space = await On(on);

        var discovery = (await space.Get("/apis", Aggregated)).Ok();

        Assert.Equal("APIGroupDiscoveryList", discovery["kind"]);
        Assert.Equal(Aggregated, discovery.ContentType.Replace(" ", "", StringComparison.Ordinal));
        var batch = ((JsonArray)discovery.Node("items")!).Single(group => (string?)group!["metadata"]!["name"] == "batch");
        var cronJobs = ((JsonArray)batch!["versions"]![0]!["resources"]!).Single(resource => (string?)resource!["resource"] == "cronjobs");
        Assert.Equal("Namespaced", (string?)cronJobs!["scope"]);
        Assert.Equal("CronJob", (string?)cronJobs["responseKind"]!["kind"]);
    }

    [Theory, OnEveryServer]
    public async Task Aggregated_discovery_answers_for_the_legacy_group_too(ServerKind on)
    {
        using var space = await On(on);

        var discovery = (await space.Get("/api", Aggregated)).Ok();

        Assert.Equal("v1", discovery["items.0.versions.0.version"]);
    }

    [Theory, OnEveryServer]
    public async Task A_custom_resource_is_described_with_its_short_names_and_categories(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var resources = await space.Until("/apis/contract.example.com/v1", answer => answer.Status == 200);

        var widgets = Resource(resources, "widgets");
        Assert.Equal("""["wd"]""", widgets["shortNames"]!.ToJsonString());
        Assert.Equal("""["contract"]""", widgets["categories"]!.ToJsonString());
        Assert.Equal("delete,deletecollection,get,list,patch,create,update,watch", Verbs(widgets));
        Assert.Equal("get,patch,update", Verbs(Resource(resources, "widgets/status")));
    }

    [Theory, OnEveryServer]
    public async Task An_unknown_group_is_a_plain_text_404(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get("/apis/none.example.com/v1/x");

        Assert.Equal((404, "text/plain; charset=utf-8", "404 page not found\n"), (answer.Status, answer.ContentType, answer.Text));
    }

    [Theory, OnEveryServer]
    public async Task An_unknown_resource_of_a_known_group_is_a_404_of_its_own_kind(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get("/apis/batch/v1/~/nothings");

        answer.Refuses(404, "NotFound", "the server could not find the requested resource", "{}");
    }

    [Theory, OnEveryServer]
    public async Task Health_is_answered_with_ok(ServerKind on)
    {
        using var space = await On(on);

        foreach (var path in new[] { "/healthz", "/livez", "/readyz" })
        {
            Assert.Equal("ok", (await space.Get(path)).Ok().Text);
        }
    }

    private static JsonNode Resource(Answer resources, string name) =>
        ((JsonArray)resources.Node("resources")!).Single(resource => (string?)resource!["name"] == name)!;

    private static string Verbs(JsonNode resource) => string.Join(',', ((JsonArray)resource["verbs"]!).Select(verb => (string?)verb));
}
