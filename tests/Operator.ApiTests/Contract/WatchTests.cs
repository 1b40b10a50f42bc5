using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Watches: which events come, in what order, and how a watch ends.</summary>
public sealed class WatchTests(TestServers servers) : ContractTest(servers)
{
    private const string Leases = "/apis/coordination.k8s.io/v1/~/leases";
    private const string InitialEvents = "sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan";

    [Theory, OnEveryServer]
    public async Task A_watch_tells_what_was_added_modified_and_deleted_since_a_version(ServerKind on)
    {
        using var space = await On(on);
        var start = (await space.Get(Leases)).Ok().Version;
        (await space.Post(Leases, Lease("a"))).Created();
        (await space.MergePatch($"{Leases}/a", """{"metadata":{"labels":{"x":"1"}}}""")).Ok();
        (await space.Delete($"{Leases}/a")).Ok();

        using var watch = await space.Watch($"{Leases}?resourceVersion={start}");

        Assert.Equal(["ADDED a", "MODIFIED a", "DELETED a"], (await watch.Next(3)).Select(each => each.ToString()));
    }

    [Theory, OnEveryServer]
    public async Task A_deletion_shows_the_last_state_under_a_later_version(ServerKind on)
    {
        using var space = await On(on);
        var created = (await space.Post(Leases, Lease("a", ""","labels":{"x":"1"}"""))).Created();
        (await space.Delete($"{Leases}/a")).Ok();

        using var watch = await space.Watch($"{Leases}?resourceVersion={created.Version}");
        var deleted = (await watch.Next())!;

        Assert.Equal(("DELETED", "1"), (deleted.Type, (string?)deleted.Object["metadata"]!["labels"]!["x"]));
        Assert.True(long.Parse(deleted.Version) > long.Parse(created.Version));
    }

    [Theory, OnEveryServer]
    public async Task A_watch_from_nowhere_starts_with_what_is_there(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Leases, Lease("a"))).Created();

        using var watch = await space.Watch(Leases);
        (await space.Post(Leases, Lease("b"))).Created();

        Assert.Equal(["ADDED a", "ADDED b"], (await watch.Next(2)).Select(each => each.ToString()));
    }

    [Theory, OnEveryServer]
    public async Task An_object_has_its_kind_inside_an_event(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Leases, Lease("a"))).Created();

        using var watch = await space.Watch(Leases);

        Assert.Equal("Lease", (string?)(await watch.Next())!.Object["kind"]);
    }

    [Theory, OnEveryServer]
    public async Task A_write_that_changes_nothing_is_no_event(ServerKind on)
    {
        using var space = await On(on);
        var created = (await space.Post(Leases, Lease("a"))).Created();
        (await space.MergePatch($"{Leases}/a", """{"metadata":{"labels":null}}""")).Ok();
        (await space.Post(Leases, Lease("b"))).Created();

        using var watch = await space.Watch($"{Leases}?resourceVersion={created.Version}");

        Assert.Equal("ADDED b", (await watch.Next())!.ToString());
    }

    [Theory, OnEveryServer]
    public async Task What_comes_to_match_a_selector_is_added_and_what_ceases_to_is_deleted(ServerKind on)
    {
        using var space = await On(on);
        var created = (await space.Post(Leases, Lease("a", ""","labels":{"x":"no"}"""))).Created();
        (await space.MergePatch($"{Leases}/a", """{"metadata":{"labels":{"x":"yes"}}}""")).Ok();
        (await space.MergePatch($"{Leases}/a", """{"metadata":{"labels":{"y":"1"}}}""")).Ok();
        (await space.MergePatch($"{Leases}/a", """{"metadata":{"labels":{"x":"no"}}}""")).Ok();

        using var watch = await space.Watch($"{Leases}?labelSelector=x=yes&resourceVersion={created.Version}");

        Assert.Equal(["ADDED a", "MODIFIED a", "DELETED a"], (await watch.Next(3)).Select(each => each.ToString()));
    }

    [Theory, OnEveryServer]
    public async Task A_watch_of_one_name_passes_the_others_over(ServerKind on)
    {
        using var space = await On(on);
        var start = (await space.Get(Leases)).Ok().Version;
        (await space.Post(Leases, Lease("a"))).Created();
        (await space.Post(Leases, Lease("b"))).Created();

        using var watch = await space.Watch($"{Leases}?fieldSelector=metadata.name=b&resourceVersion={start}");

        Assert.Equal("ADDED b", (await watch.Next())!.ToString());
    }

    [Theory, OnEveryServer]
    public async Task Initial_events_end_with_a_marked_bookmark(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Leases, Lease("a"))).Created();

        using var watch = await space.Watch($"{Leases}?{InitialEvents}");
        var events = await watch.Next(2);

        Assert.Equal("ADDED a", events[0].ToString());
        Assert.Equal(("BOOKMARK", "true"), (events[1].Type, (string?)events[1].Object["metadata"]!["annotations"]!["k8s.io/initial-events-end"]));
        Assert.True(long.Parse(events[1].Version) >= long.Parse(events[0].Version));
    }

    [Theory, OnEveryServer]
    public async Task Initial_events_go_on_as_a_watch(ServerKind on)
    {
        using var space = await On(on);
        using var watch = await space.Watch($"{Leases}?{InitialEvents}");
        Assert.Equal("BOOKMARK", (await watch.Next())!.Type);

        (await space.Post(Leases, Lease("a"))).Created();

        Assert.Equal("ADDED a", (await watch.NextWhere(each => each.Type != "BOOKMARK"))!.ToString());
    }

    [Theory, OnEveryServer]
    public async Task Initial_events_must_be_asked_for_not_older_than_a_version(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get($"{Leases}?watch=true&sendInitialEvents=true");

        answer.RefusesAsInvalid("ListOptions", "meta.k8s.io", "",
            ("resourceVersionMatch", "FieldValueForbidden", "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
    }

    [Theory, OnEveryServer]
    public async Task A_bookmark_carries_nothing_but_a_version(ServerKind on)
    {
        using var space = await On(on);

        using var watch = await space.Watch($"{Leases}?{InitialEvents}");
        var bookmark = (await watch.Next())!.Object;

        Assert.Equal(("Lease", "coordination.k8s.io/v1"), ((string?)bookmark["kind"], (string?)bookmark["apiVersion"]));
        Assert.Null(bookmark["metadata"]!["name"]);
        Assert.Matches("^[1-9][0-9]*$", (string?)bookmark["metadata"]!["resourceVersion"]);
    }

    [Theory, OnEveryServer]
    public async Task A_watch_ends_when_its_time_is_up(ServerKind on)
    {
        using var space = await On(on);

        using var watch = await space.Watch($"{Leases}?timeoutSeconds=1");

        Assert.Null(await watch.Next());
    }

    [Theory, OnEveryServer]
    public async Task A_version_that_is_too_old_is_an_error_event(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        using var watch = await space.Watch($"{Widgets.Path}?resourceVersion=1&timeoutSeconds=5");
        var error = (await watch.Next())!;

        Assert.Equal(("ERROR", "Status", "Expired", 410), (error.Type, (string?)error.Object["kind"], (string?)error.Object["reason"], (int)error.Object["code"]!));
        Assert.Matches(@"^too old resource version: 1 \([0-9]+\)$", (string?)error.Object["message"]);
    }

    [Theory, OnEveryServer]
    public async Task A_custom_resource_is_watched_the_same_way(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        var created = (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();
        (await space.MergePatch($"{Widgets.Path}/a/status", """{"status":{"phase":"Up"}}""")).Ok();

        using var watch = await space.Watch($"{Widgets.Path}?resourceVersion={created.Version}");
        var modified = (await watch.Next())!;

        Assert.Equal(("MODIFIED a", "Up"), (modified.ToString(), (string?)modified.Object["status"]!["phase"]));
    }

    [Theory, OnEveryServer]
    public async Task A_watch_may_show_metadata_alone(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post("/api/v1/~/secrets", """{"metadata":{"name":"a"},"stringData":{"x":"hidden"}}""")).Created();

        using var watch = await space.Watch("/api/v1/~/secrets", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        var added = (await watch.Next())!;

        Assert.Equal(("ADDED a", "PartialObjectMetadata"), (added.ToString(), (string?)added.Object["kind"]));
        Assert.DoesNotContain("data", ((JsonObject)added.Object).Select(field => field.Key));
    }

    private static string Lease(string name, string moreMetadata = "") => $$$"""{"metadata":{"name":"{{{name}}}"{{{moreMetadata}}} }}""";
}
