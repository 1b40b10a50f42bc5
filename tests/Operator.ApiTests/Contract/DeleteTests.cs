using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Objects go: at once, when their finalizers allow it, or only when a precondition holds.</summary>
public sealed class DeleteTests(TestServers servers) : ContractTest(servers)
{
    private const string Maps = "/api/v1/~/configmaps";
    private const string Map = $"{Maps}/a";

    [Theory, OnEveryServer]
    public async Task A_deleted_object_is_gone_and_its_uid_is_told(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateAsync(space);

        var deleted = (await space.Delete(Map)).Ok();

        deleted.Has("", $$$"""
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"a","kind":"configmaps","uid":"{{{created.Uid}}}"}}
            """);
        Assert.Equal(404, (await space.Get(Map)).Status);
    }

    [Theory, OnEveryServer]
    public async Task What_is_not_there_cannot_be_deleted(ServerKind on)
    {
        using var space = await On(on);

        (await space.Delete(Map)).Refuses(404, "NotFound", """configmaps "a" not found""", """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task Another_uid_is_a_failed_precondition(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateAsync(space);

        var answer = await space.Delete(Map, """{"preconditions":{"uid":"11111111-1111-1111-1111-111111111111"}}""");

        answer.Refuses(409, "Conflict",
            "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (11111111-1111-1111-1111-111111111111) does not match the UID in record " +
            $"({created.Uid}). The object might have been deleted and then recreated",
            """{"name":"a","kind":"ConfigMap"}""");
    }

    [Theory, OnEveryServer]
    public async Task Another_version_is_a_failed_precondition(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateAsync(space);

        var answer = await space.Delete(Map, """{"preconditions":{"resourceVersion":"1"}}""");

        answer.Refuses(409, "Conflict",
            $"Operation cannot be fulfilled on ConfigMap \"a\": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record ({created.Version}). The object might have been modified",
            """{"name":"a","kind":"ConfigMap"}""");
    }

    [Theory, OnEveryServer]
    public async Task The_right_preconditions_let_it_go(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateAsync(space);

        (await space.Delete(Map, $$$"""{"preconditions":{"uid":"{{{created.Uid}}}","resourceVersion":"{{{created.Version}}}"}}""")).Ok();

        Assert.Equal(404, (await space.Get(Map)).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_finalizer_keeps_a_deleted_object(ServerKind on)
    {
        using var space = await On(on);
        var created = await CreateAsync(space, ""","finalizers":["example.com/hold"]""");

        var deleted = (await space.Delete(Map)).Ok();

        Assert.Equal("ConfigMap", deleted["kind"]);
        var kept = (await space.Get(Map)).Ok();
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z$", kept["metadata.deletionTimestamp"]);
        Assert.Equal("0", kept["metadata.deletionGracePeriodSeconds"]);
        Assert.NotEqual(created.Version, kept.Version);
    }

    [Theory, OnEveryServer]
    public async Task Deleting_again_what_is_being_deleted_changes_nothing(ServerKind on)
    {
        using var space = await On(on);
        await CreateAsync(space, ""","finalizers":["example.com/hold"]""");
        var first = (await space.Delete(Map)).Ok();

        var second = (await space.Delete(Map)).Ok();

        Assert.Equal(first.Version, second.Version);
    }

    [Theory, OnEveryServer]
    public async Task The_last_finalizer_lets_it_go(ServerKind on)
    {
        using var space = await On(on);
        await CreateAsync(space, ""","finalizers":["example.com/hold"]""");
        (await space.Delete(Map)).Ok();

        (await space.MergePatch(Map, """{"metadata":{"finalizers":null}}""")).Ok();

        Assert.Equal(404, (await space.Get(Map)).Status);
    }

    [Theory, OnEveryServer]
    public async Task What_is_being_deleted_takes_no_new_finalizer(ServerKind on)
    {
        using var space = await On(on);
        await CreateAsync(space, ""","finalizers":["example.com/hold"]""");
        (await space.Delete(Map)).Ok();

        var answer = await space.MergePatch(Map, """{"metadata":{"finalizers":["example.com/hold","example.com/more"]}}""");

        const string Message = """Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/more"}""";
        answer.RefusesAsInvalid("ConfigMap", "", "a", ("metadata.finalizers", "FieldValueForbidden", Message));
    }

    [Theory, OnEveryServer]
    public async Task A_selector_deletes_a_collection(ServerKind on)
    {
        using var space = await On(on);
        foreach (var (name, label) in new[] { ("a", "x"), ("b", "x"), ("c", "y") })
        {
            (await space.Post(Maps, $$$"""{"metadata":{"name":"{{{name}}}","labels":{"l":"{{{label}}}"} }}""")).Created();
        }

        (await space.Delete($"{Maps}?labelSelector=l=x")).Ok();

        Assert.Equal((404, 404, 200), ((await space.Get($"{Maps}/a")).Status, (await space.Get($"{Maps}/b")).Status, (await space.Get($"{Maps}/c")).Status));
    }

    [Theory, OnEveryServer]
    public async Task A_name_can_be_used_again_by_another_object(ServerKind on)
    {
        using var space = await On(on);
        var first = await CreateAsync(space);
        (await space.Delete(Map)).Ok();

        var second = await CreateAsync(space);

        Assert.NotEqual(first.Uid, second.Uid);
    }

    private static async Task<Answer> CreateAsync(Space space, string moreMetadata = "") =>
        (await space.Post(Maps, $$$"""{"metadata":{"name":"a"{{{moreMetadata}}} }}""")).Created();
}
