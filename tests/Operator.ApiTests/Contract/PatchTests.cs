using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>JSON patch, merge patch and strategic merge patch.</summary>
public sealed class PatchTests(TestServers servers) : ContractTest(servers)
{
    private const string Map = "/api/v1/~/configmaps/a";
    private const string CronJob = $"{CronJobs.Path}/a";
    private const string Containers = "spec.jobTemplate.spec.template.spec.containers";

    [Theory, OnEveryServer]
    public async Task A_merge_patch_sets_and_null_removes(ServerKind on)
    {
        using var space = await WithMapOn(on);

        var patched = (await space.MergePatch(Map, """{"data":{"x":null,"z":"3"}}""")).Ok();

        patched.Has("data", """{"y":"2","z":"3"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_merge_patch_replaces_lists_whole(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a", ""","order":["x","y"]"""))).Created();

        var patched = (await space.MergePatch($"{Widgets.Path}/a", """{"spec":{"order":["z"]}}""")).Ok();

        patched.Has("spec.order", """["z"]""");
    }

    [Theory, OnEveryServer]
    public async Task A_patch_that_changes_nothing_writes_nothing(ServerKind on)
    {
        using var space = await WithMapOn(on);
        var before = (await space.Get(Map)).Ok();

        var patched = (await space.MergePatch(Map, """{"data":{"x":"1"}}""")).Ok();

        patched.Has("", before.Text);
    }

    [Theory, OnEveryServer]
    public async Task A_version_in_a_merge_patch_is_a_precondition(ServerKind on)
    {
        using var space = await WithMapOn(on);
        var before = (await space.Get(Map)).Ok();
        (await space.MergePatch(Map, """{"data":{"x":"2"}}""")).Ok();

        var stale = await space.MergePatch(Map, $$$"""{"metadata":{"resourceVersion":"{{{before.Version}}}"},"data":{"x":"3"}}""");

        stale.Refuses(409, "Conflict",
            """Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again""",
            """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_patch_needs_an_object(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.MergePatch(Map, """{"data":{"x":"1"}}""");

        answer.Refuses(404, "NotFound", """configmaps "a" not found""", """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_json_patch_adds_replaces_and_removes(ServerKind on)
    {
        using var space = await WithMapOn(on);

        var patched = (await space.JsonPatch(Map,
            """[{"op":"test","path":"/data/x","value":"1"},{"op":"replace","path":"/data/x","value":"9"},{"op":"remove","path":"/data/y"},{"op":"add","path":"/metadata/annotations","value":{}},{"op":"add","path":"/metadata/annotations/example.com~1b","value":"s"}]""")).Ok();

        patched.Has("data", """{"x":"9"}""");
        patched.Has("metadata.annotations", """{"example.com/b":"s"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_json_patch_whose_test_fails_is_refused(ServerKind on)
    {
        using var space = await WithMapOn(on);

        var answer = await space.JsonPatch(Map, """[{"op":"test","path":"/data/x","value":"7"},{"op":"remove","path":"/data/x"}]""");

        answer.Refuses(422, "Invalid", "the server rejected our request due to an error in our request", "{}");
        Assert.Equal("1", (await space.Get(Map)).Ok()["data.x"]);
    }

    [Theory, OnEveryServer]
    public async Task A_json_patch_cannot_remove_what_is_not_there(ServerKind on)
    {
        using var space = await WithMapOn(on);

        var answer = await space.JsonPatch(Map, """[{"op":"remove","path":"/data/none"}]""");

        answer.Refuses(422, "Invalid", "the server rejected our request due to an error in our request", "{}");
    }

    [Theory, OnEveryServer]
    public async Task A_strategic_patch_merges_containers_and_their_env_by_name(ServerKind on)
    {
        using var space = await WithCronJobOn(on);

        var patched = (await space.StrategicPatch(CronJob, InPod("""{"containers":[{"name":"c","env":[{"name":"B","value":"9"},{"name":"C","value":"3"}]}]}"""))).Ok();

        Assert.Equal("x:1", patched[$"{Containers}.0.image"]);
        patched.Has($"{Containers}.0.env", """[{"name":"A","value":"1"},{"name":"B","value":"9"},{"name":"C","value":"3"}]""");
    }

    [Theory, OnEveryServer]
    public async Task A_strategic_patch_deletes_an_item_by_its_key(ServerKind on)
    {
        using var space = await WithCronJobOn(on);

        var patched = (await space.StrategicPatch(CronJob, InPod("""{"containers":[{"name":"c","env":[{"name":"A","$patch":"delete"}]}]}"""))).Ok();

        patched.Has($"{Containers}.0.env", """[{"name":"B","value":"2"}]""");
    }

    [Theory, OnEveryServer]
    public async Task A_strategic_patch_replaces_a_list_when_told_so(ServerKind on)
    {
        using var space = await WithCronJobOn(on);

        var patched = (await space.StrategicPatch(CronJob, InPod("""{"containers":[{"name":"c","env":[{"$patch":"replace"},{"name":"Z","value":"0"}]}]}"""))).Ok();

        patched.Has($"{Containers}.0.env", """[{"name":"Z","value":"0"}]""");
    }

    [Theory, OnEveryServer]
    public async Task A_strategic_patch_orders_a_list_as_its_directive_says(ServerKind on)
    {
        using var space = await WithCronJobOn(on);

        var patched = (await space.StrategicPatch(CronJob,
            InPod("""{"containers":[{"name":"c","$setElementOrder/env":[{"name":"B"},{"name":"A"}],"env":[{"name":"A","value":"7"}]}]}"""))).Ok();

        patched.Has($"{Containers}.0.env", """[{"name":"B","value":"2"},{"name":"A","value":"7"}]""");
    }

    [Theory, OnEveryServer]
    public async Task A_strategic_patch_replaces_lists_without_a_key_whole(ServerKind on)
    {
        using var space = await WithCronJobOn(on);
        (await space.StrategicPatch(CronJob, InPod("""{"containers":[{"name":"c","args":["a","b"]}]}"""))).Ok();

        var patched = (await space.StrategicPatch(CronJob, InPod("""{"containers":[{"name":"c","args":["z"]}]}"""))).Ok();

        patched.Has($"{Containers}.0.args", """["z"]""");
    }

    [Theory, OnEveryServer]
    public async Task A_custom_resource_takes_no_strategic_patch(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();

        var answer = await space.StrategicPatch($"{Widgets.Path}/a", """{"spec":{"size":2}}""");

        answer.Refuses(415, "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }

    [Theory, OnEveryServer]
    public async Task A_patched_object_must_be_valid(ServerKind on)
    {
        using var space = await WithCronJobOn(on);

        var answer = await space.MergePatch(CronJob, """{"spec":{"concurrencyPolicy":"Sometimes"}}""");

        answer.RefusesAsInvalid("CronJob", "batch", "a", ("spec.concurrencyPolicy", "FieldValueNotSupported",
            "Unsupported value: \"Sometimes\": supported values: \"Allow\", \"Forbid\", \"Replace\""));
    }

    [Theory, OnEveryServer]
    public async Task A_patch_cannot_rename(ServerKind on)
    {
        using var space = await WithMapOn(on);

        var answer = await space.MergePatch(Map, """{"metadata":{"name":"b"}}""");

        answer.Refuses(400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
    }

    private static string InPod(string podSpec) => """{"spec":{"jobTemplate":{"spec":{"template":{"spec":""" + podSpec + "}}}}}";

    private async Task<Space> WithMapOn(ServerKind on)
    {
        var space = await On(on);
        (await space.Post("/api/v1/~/configmaps", """{"metadata":{"name":"a"},"data":{"x":"1","y":"2"}}""")).Created();
        return space;
    }

    private async Task<Space> WithCronJobOn(ServerKind on)
    {
        var space = await On(on);
        (await space.Post(CronJobs.Path, CronJobs.Named("a", container: """{"name":"c","image":"x:1","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}"""))).Created();
        return space;
    }
}
