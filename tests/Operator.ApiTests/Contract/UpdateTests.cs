using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Whole objects are replaced: optimistic concurrency, generations, and what may not change.</summary>
public sealed class UpdateTests(TestServers servers) : ContractTest(servers)
{
    private const string Map = "/api/v1/~/configmaps/a";
    private const string CronJob = "/apis/batch/v1/~/cronjobs/a";

    [Theory, OnEveryServer]
    public async Task An_update_from_the_current_version_is_taken(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateMapAsync(space);

        var updated = (await space.Put(Map, MapAt(created.Version, "2"))).Ok();

        Assert.Equal("2", updated["data.x"]);
        Assert.NotEqual(created.Version, updated.Version);
        Assert.Equal((created.Uid, created["metadata.creationTimestamp"]), (updated.Uid, updated["metadata.creationTimestamp"]));
    }

    [Theory, OnEveryServer]
    public async Task An_update_from_an_older_version_is_a_conflict(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateMapAsync(space);
        (await space.Put(Map, MapAt(created.Version, "2"))).Ok();

        var stale = await space.Put(Map, MapAt(created.Version, "3"));

        stale.Refuses(409, "Conflict",
            """Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again""",
            """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_conflict_of_a_custom_resource_names_its_group(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        var created = (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();
        (await space.MergePatch($"{Widgets.Path}/a", """{"spec":{"size":2}}""")).Ok();

        var stale = await space.Put($"{Widgets.Path}/a", created.Text);

        stale.Refuses(409, "Conflict",
            """Operation cannot be fulfilled on widgets.contract.example.com "a": the object has been modified; please apply your changes to the latest version and try again""",
            """{"name":"a","group":"contract.example.com","kind":"widgets"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_built_in_object_may_be_updated_without_a_version(ServerKind on)
    {
        using var space = await On(on);
        await CreateMapAsync(space);

        var updated = (await space.Put(Map, """{"metadata":{"name":"a"},"data":{"x":"9"}}""")).Ok();

        Assert.Equal("9", updated["data.x"]);
    }

    [Theory, OnEveryServer]
    public async Task A_custom_resource_may_not(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var answer = await space.Put($"{Widgets.Path}/a", Widgets.Named("a"));

        answer.RefusesAsInvalid("widgets", "contract.example.com", "a", ("metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0: must be specified for an update"));
    }

    [Theory, OnEveryServer]
    public async Task An_update_that_changes_nothing_writes_nothing(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateMapAsync(space);

        var updated = (await space.Put(Map, created.Text)).Ok();

        updated.Has("", created.Text);
    }

    [Theory, OnEveryServer]
    public async Task An_object_that_is_not_there_cannot_be_updated(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Put(Map, """{"metadata":{"name":"a"}}""");

        answer.Refuses(404, "NotFound", """configmaps "a" not found""", """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_name_in_the_body_must_be_that_of_the_path(ServerKind on)
    {
        using var space = await On(on);
        await CreateMapAsync(space);

        var answer = await space.Put(Map, """{"metadata":{"name":"b"}}""");

        answer.Refuses(400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
    }

    [Theory, OnEveryServer]
    public async Task A_uid_in_the_body_is_a_precondition(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateMapAsync(space);

        var answer = await space.Put(Map, """{"metadata":{"name":"a","uid":"11111111-1111-1111-1111-111111111111"}}""");

        answer.Refuses(409, "Conflict",
            $"Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key: /registry/configmaps/{space.Name}/a, ResourceVersion: 0, AdditionalErrorMsg: " +
            $"Precondition failed: UID in precondition: 11111111-1111-1111-1111-111111111111, UID in object meta: {created.Uid}",
            """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task The_generation_moves_with_the_spec_alone(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post("/apis/batch/v1/~/cronjobs", CronJobs.Named("a"))).Created();

        var labelled = (await space.MergePatch(CronJob, """{"metadata":{"labels":{"x":"1"}}}""")).Ok();
        var suspended = (await space.MergePatch(CronJob, """{"spec":{"suspend":true}}""")).Ok();

        Assert.Equal(("1", "2"), (labelled["metadata.generation"], suspended["metadata.generation"]));
    }

    [Theory, OnEveryServer]
    public async Task The_generation_of_a_custom_resource_moves_with_its_spec_alone(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        var path = $"{Widgets.Path}/a";
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var labelled = (await space.MergePatch(path, """{"metadata":{"labels":{"x":"1"},"annotations":{"y":"1"}}}""")).Ok();
        var resized = (await space.MergePatch(path, """{"spec":{"size":2}}""")).Ok();

        Assert.Equal(("1", "2"), (labelled["metadata.generation"], resized["metadata.generation"]));
    }

    [Theory, OnEveryServer]
    public async Task The_server_ignores_what_it_alone_decides(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateMapAsync(space);

        var updated = (await space.MergePatch(Map, """{"metadata":{"creationTimestamp":"2001-01-01T00:00:00Z","generation":7,"selfLink":"/x"}}""")).Ok();

        Assert.Equal(created["metadata.creationTimestamp"], updated["metadata.creationTimestamp"]);
        Assert.Null(updated["metadata.generation"]);
    }

    private static async Task<Answer> CreateMapAsync(Space space) =>
        (await space.Post("/api/v1/~/configmaps", """{"metadata":{"name":"a"},"data":{"x":"1"}}""")).Created();

    private static string MapAt(string version, string x) => $$$"""{"metadata":{"name":"a","resourceVersion":"{{{version}}}"},"data":{"x":"{{{x}}}"}}""";
}
