using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Lists: what they hold, how they are cut into pages and narrowed by selectors.</summary>
public sealed class ListTests(TestServers servers) : ContractTest(servers)
{
    private const string Leases = "/apis/coordination.k8s.io/v1/~/leases";

    [Theory, OnEveryServer]
    public async Task A_list_has_a_version_and_its_items_no_kind(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "a");

        var list = (await space.Get(Leases)).Ok();

        Assert.Equal(("LeaseList", "coordination.k8s.io/v1"), (list["kind"], list["apiVersion"]));
        Assert.Matches("^[1-9][0-9]*$", list.Version);
        Assert.Null(list["items.0.kind"]);
    }

    [Theory, OnEveryServer]
    public async Task Custom_resources_keep_their_kind_inside_a_list(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var list = (await space.Get(Widgets.Path)).Ok();

        Assert.Equal(("WidgetList", "Widget"), (list["kind"], list["items.0.kind"]));
    }

    [Theory, OnEveryServer]
    public async Task An_empty_list_has_an_empty_array(ServerKind on)
    {
        using var space = await On(on);

        (await space.Get(Leases)).Ok().Has("items", "[]");
    }

    [Theory, OnEveryServer]
    public async Task Items_are_in_the_order_of_their_names(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "c", "a", "b");

        Assert.Equal(["a", "b", "c"], (await space.Get(Leases)).Ok().Names);
    }

    [Theory, OnEveryServer]
    public async Task A_limit_cuts_a_list_into_pages(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "a", "b", "c", "d", "e");

        var first = (await space.Get($"{Leases}?limit=2")).Ok();
        var second = (await space.Get($"{Leases}?limit=2&continue={Continue(first)}")).Ok();
        var third = (await space.Get($"{Leases}?limit=2&continue={Continue(second)}")).Ok();

        Assert.Equal("ab cd e", $"{string.Concat(first.Names)} {string.Concat(second.Names)} {string.Concat(third.Names)}");
        Assert.Equal(("3", "1", null), (first["metadata.remainingItemCount"], second["metadata.remainingItemCount"], third["metadata.remainingItemCount"]));
        Assert.Null(third["metadata.continue"]);
    }

    [Theory, OnEveryServer]
    public async Task The_pages_of_a_list_show_one_moment(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "a", "b", "d");
        var first = (await space.Get($"{Leases}?limit=1")).Ok();
        (await space.Post(Leases, """{"metadata":{"name":"c"}}""")).Created();
        (await space.Delete($"{Leases}/d")).Ok();

        var rest = (await space.Get($"{Leases}?continue={Continue(first)}")).Ok();

        Assert.Equal(["b", "d"], rest.Names);
        Assert.Equal(first.Version, rest.Version);
    }

    [Theory, OnEveryServer]
    public async Task The_count_of_what_remains_is_left_out_beside_a_selector(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "a", "b");

        var page = (await space.Get($"{Leases}?limit=1&labelSelector=app")).Ok();

        Assert.NotNull(page["metadata.continue"]);
        Assert.Null(page["metadata.remainingItemCount"]);
    }

    [Theory, OnEveryServer]
    public async Task A_made_up_continue_token_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get($"{Leases}?limit=1&continue=nonsense");

        Assert.Equal((400, "BadRequest"), (answer.Status, answer["reason"]));
        Assert.StartsWith("invalid continue token: continue key is not valid: ", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task Labels_select_by_equality_and_by_sets(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "a", "b");
        (await space.Post(Leases, """{"metadata":{"name":"plain"}}""")).Created();

        Assert.Equal("a", await SelectedAsync(space, "app=a"));
        Assert.Equal("a", await SelectedAsync(space, "app==a"));
        Assert.Equal("b,plain", await SelectedAsync(space, "app!=a"));
        Assert.Equal("a,b", await SelectedAsync(space, "app in (a,b)"));
        Assert.Equal("b,plain", await SelectedAsync(space, "app notin (a)"));
        Assert.Equal("a,b", await SelectedAsync(space, "app"));
        Assert.Equal("plain", await SelectedAsync(space, "!app"));
        Assert.Equal("a", await SelectedAsync(space, "app in (a,b),app!=b"));
    }

    [Theory, OnEveryServer]
    public async Task A_label_selector_that_cannot_be_read_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get($"{Leases}?labelSelector=app%20in%20a");

        answer.Refuses(400, "BadRequest", "unable to parse requirement: found 'a' expected: '('");
    }

    [Theory, OnEveryServer]
    public async Task Fields_select_by_name(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "a", "b");

        Assert.Equal(["b"], (await space.Get($"{Leases}?fieldSelector=metadata.name=b")).Ok().Names);
        Assert.Equal(["a"], (await space.Get($"{Leases}?fieldSelector=metadata.name!=b")).Ok().Names);
    }

    [Theory, OnEveryServer]
    public async Task Secrets_select_by_type(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post("/api/v1/~/secrets", """{"metadata":{"name":"opaque"}}""")).Created();
        (await space.Post("/api/v1/~/secrets", """{"metadata":{"name":"typed"},"type":"example.com/x"}""")).Created();

        Assert.Equal(["typed"], (await space.Get("/api/v1/~/secrets?fieldSelector=type=example.com/x")).Ok().Names);
    }

    [Theory, OnEveryServer]
    public async Task A_field_that_cannot_select_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get($"{Leases}?fieldSelector=spec.holderIdentity=x");

        answer.Refuses(400, "BadRequest", "\"spec.holderIdentity\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }

    [Theory, OnEveryServer]
    public async Task A_list_without_a_namespace_holds_those_of_all(ServerKind on)
    {
        using var one = await WithLeasesOn(on, "a");
        using var other = await WithLeasesOn(on, "a");

        var list = (await one.Get("/apis/coordination.k8s.io/v1/leases?labelSelector=app=a")).Ok();

        var namespaces = ((JsonArray)list.Node("items")!).Select(item => (string?)item!["metadata"]!["namespace"]).ToList();
        Assert.Contains(one.Name, namespaces);
        Assert.Contains(other.Name, namespaces);
    }

    [Theory, OnEveryServer]
    public async Task A_list_of_a_namespace_that_is_not_there_is_empty(ServerKind on)
    {
        using var space = await On(on);

        (await space.Get("/api/v1/namespaces/nowhere/secrets")).Ok().Has("items", "[]");
    }

    [Theory, OnEveryServer]
    public async Task A_list_at_version_zero_may_come_from_the_cache(ServerKind on)
    {
        using var space = await WithLeasesOn(on, "a");
        var fresh = (await space.Get(Leases)).Ok();

        var cached = await space.Until($"{Leases}?resourceVersion=0", answer => answer.Names.Any());

        Assert.Equal(fresh.Names, cached.Names);
    }

    private async Task<Space> WithLeasesOn(ServerKind on, params string[] names)
    {
        var space = await On(on);
        foreach (var name in names)
        {
            (await space.Post(Leases, $$$"""{"metadata":{"name":"{{{name}}}","labels":{"app":"{{{name}}}"} }}""")).Created();
        }

        return space;
    }

    private static async Task<string> SelectedAsync(Space space, string selector) =>
        string.Join(',', (await space.Get($"{Leases}?labelSelector={Uri.EscapeDataString(selector)}")).Ok().Names);

    private static string Continue(Answer page) => Uri.EscapeDataString(page["metadata.continue"]!);
}
