using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>What kubectl prints is made by the server: tables, and objects cut down to their metadata.</summary>
public sealed class TableTests(TestServers servers) : ContractTest(servers)
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private static readonly (string Path, string Columns)[] BuiltInColumns =
    [
        ("/apis/batch/v1/~/cronjobs", "Name,Schedule,Timezone,Suspend,Active,Last Schedule,Age,*Containers,*Images,*Selector"),
        ("/apis/batch/v1/~/jobs", "Name,Status,Completions,Duration,Age,*Containers,*Images,*Selector"),
        ("/api/v1/~/pods", "Name,Ready,Status,Restarts,Age,*IP,*Node,*Nominated Node,*Readiness Gates"),
        ("/api/v1/namespaces", "Name,Status,Age"),
        ("/apis/coordination.k8s.io/v1/~/leases", "Name,Holder,Age"),
        ("/apis/apps/v1/~/deployments", "Name,Ready,Up-to-date,Available,Age,*Containers,*Images,*Selector"),
        ("/api/v1/~/events", "Last Seen,Type,Reason,Object,*Subobject,*Source,Message,*First Seen,*Count,*Name"),
        ("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "Name,Created At"),
    ];

    [Theory, OnEveryServer]
    public async Task Built_in_kinds_have_their_columns(ServerKind on)
    {
        using var space = await On(on);

        foreach (var (path, columns) in BuiltInColumns)
        {
            Assert.Equal($"{path}: {columns}", $"{path}: {Columns((await space.Get(path, Table)).Ok())}");
        }
    }

    [Theory, OnEveryServer]
    public async Task A_cron_job_s_row_shows_its_schedule(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(CronJobs.Path, CronJobs.Named("a", ""","timeZone":"Etc/UTC","suspend":true"""))).Created();

        var cells = (JsonArray)(await space.Get(CronJobs.Path, Table)).Ok().Node("rows.0.cells")!;

        Assert.Equal("a|0 0 1 1 *|Etc/UTC|True|0|<none>|c|x:1|<none>", string.Join('|', cells.Where((_, column) => column != 6)));
    }

    [Theory, OnEveryServer]
    public async Task A_custom_resource_has_the_columns_of_its_definition(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        Assert.Equal("Name,Size,Ready,*Mode,Age", Columns((await space.Get(Widgets.Path, Table)).Ok()));
    }

    [Theory, OnEveryServer]
    public async Task A_custom_resource_s_cells_come_from_its_paths(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var before = (await space.Get(Widgets.Path, Table)).Ok();
        (await space.MergePatch($"{Widgets.Path}/a/status", """{"status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]}}""")).Ok();
        var after = (await space.Get(Widgets.Path, Table)).Ok();

        Assert.Equal(("a", "1", null, "Fast"), (before["rows.0.cells.0"], before["rows.0.cells.1"], before["rows.0.cells.2"], before["rows.0.cells.3"]));
        Assert.Equal("True", after["rows.0.cells.2"]);
        Assert.Matches("^[0-9]+m?[0-9]*s$", after["rows.0.cells.4"]);
    }

    [Theory, OnEveryServer]
    public async Task A_row_carries_its_object_s_metadata(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var table = (await space.Get(Widgets.Path, Table)).Ok();

        Assert.Equal(("Table", "meta.k8s.io/v1"), (table["kind"], table["apiVersion"]));
        Assert.Equal(("PartialObjectMetadata", "a", null), (table["rows.0.object.kind"], table["rows.0.object.metadata.name"], table["rows.0.object.spec"]));
    }

    [Theory, OnEveryServer]
    public async Task A_row_may_carry_the_whole_object_or_none(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var whole = (await space.Get($"{Widgets.Path}?includeObject=Object", Table)).Ok();
        var none = (await space.Get($"{Widgets.Path}?includeObject=None", Table)).Ok();

        Assert.Equal(("Widget", "1"), (whole["rows.0.object.kind"], whole["rows.0.object.spec.size"]));
        Assert.Null(none["rows.0.object.metadata.name"]);
    }

    [Theory, OnEveryServer]
    public async Task One_object_is_a_table_of_one_row(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post("/api/v1/~/configmaps", """{"metadata":{"name":"a"},"data":{"x":"1","y":"2"}}""")).Created();

        var table = (await space.Get("/api/v1/~/configmaps/a", Table)).Ok();

        Assert.Equal("Name,Data,Age", Columns(table));
        Assert.Equal(("a", "2"), (table["rows.0.cells.0"], table["rows.0.cells.1"]));
    }

    [Theory, OnEveryServer]
    public async Task Secrets_are_counted_and_not_shown(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post("/api/v1/~/secrets", """{"metadata":{"name":"a"},"stringData":{"x":"hidden"}}""")).Created();

        var table = (await space.Get("/api/v1/~/secrets?fieldSelector=metadata.name=a", Table)).Ok();

        Assert.Equal("Name,Type,Data,Age", Columns(table));
        Assert.Equal(("Opaque", "1"), (table["rows.0.cells.1"], table["rows.0.cells.2"]));
    }

    [Theory, OnEveryServer]
    public async Task A_watched_table_names_its_columns_once(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();
        (await space.Post(Widgets.Path, Widgets.Named("b"))).Created();

        using var watch = await space.Watch(Widgets.Path, "application/json;as=Table;v=v1;g=meta.k8s.io");
        var events = await watch.Next(2);

        Assert.Equal("Table", (string?)events[0].Object["kind"]);
        Assert.Equal(5, ((JsonArray)events[0].Object["columnDefinitions"]!).Count);
        Assert.Null(events[1].Object["columnDefinitions"]);
    }

    [Theory, OnEveryServer]
    public async Task Secrets_can_be_listed_as_metadata_alone(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post("/api/v1/~/secrets", """{"metadata":{"name":"a","labels":{"l":"1"}},"stringData":{"x":"hidden"}}""")).Created();

        var list = (await space.Get("/api/v1/~/secrets?labelSelector=l=1", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")).Ok();

        Assert.Equal(("PartialObjectMetadataList", "meta.k8s.io/v1", "a"), (list["kind"], list["apiVersion"], list["items.0.metadata.name"]));
        Assert.DoesNotContain("aGlkZGVu", list.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task One_object_can_be_read_as_metadata_alone(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var metadata = (await space.Get($"{Widgets.Path}/a", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")).Ok();

        Assert.Equal(("PartialObjectMetadata", "meta.k8s.io/v1", "a", null), (metadata["kind"], metadata["apiVersion"], metadata["metadata.name"], metadata["spec"]));
    }

    /// <summary>The column names, those of the wide output with a star.</summary>
    private static string Columns(Answer table) => string.Join(',', ((JsonArray)table.Node("columnDefinitions")!)
        .Select(column => $"{((int)column!["priority"]! > 0 ? "*" : "")}{(string?)column["name"]}"));
}
