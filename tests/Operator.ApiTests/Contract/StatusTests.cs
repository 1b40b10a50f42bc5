using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>The status subresource: the spec's writers and the status' writers do not touch each other's part.</summary>
public sealed class StatusTests(TestServers servers) : ContractTest(servers)
{
    private const string Widget = $"{Widgets.Path}/a";
    private const string CronJob = $"{CronJobs.Path}/a";

    [Theory, OnEveryServer]
    public async Task A_status_given_at_creation_is_dropped(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var created = (await space.Post(Widgets.Path, """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"size":1},"status":{"phase":"Up"}}""")).Created();

        created.Has("status", """{"observedGeneration":-1}""");
    }

    [Theory, OnEveryServer]
    public async Task A_patch_of_the_object_leaves_its_status(ServerKind on)
    {
        using var space = await WithWidgetOn(on);

        var patched = (await space.MergePatch(Widget, """{"spec":{"size":2},"status":{"phase":"Up"}}""")).Ok();

        Assert.Equal(("2", null), (patched["spec.size"], patched["status.phase"]));
    }

    [Theory, OnEveryServer]
    public async Task A_patch_of_the_status_leaves_the_rest(ServerKind on)
    {
        using var space = await WithWidgetOn(on);

        var patched = (await space.MergePatch($"{Widget}/status", """{"metadata":{"labels":{"x":"1"}},"spec":{"size":2},"status":{"phase":"Up"}}""")).Ok();

        Assert.Equal(("1", "Up", "1"), (patched["spec.size"], patched["status.phase"], patched["metadata.generation"]));
        Assert.Null(patched["metadata.labels"]);
    }

    [Theory, OnEveryServer]
    public async Task The_status_of_a_built_in_object_is_patched_alone_too(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(CronJobs.Path, CronJobs.Named("a"))).Created();

        var patched = (await space.MergePatch($"{CronJob}/status", """{"spec":{"suspend":true},"status":{"lastScheduleTime":"2026-01-01T00:00:00Z"}}""")).Ok();

        Assert.Equal(("false", "2026-01-01T00:00:00Z"), (patched["spec.suspend"], patched["status.lastScheduleTime"]));
    }

    [Theory, OnEveryServer]
    public async Task A_whole_status_is_put_from_the_current_version(ServerKind on)
    {
        using var space = await WithWidgetOn(on);
        var current = (await space.Get(Widget)).Ok();
        current.Body["status"] = System.Text.Json.Nodes.JsonNode.Parse("""{"observedGeneration":1,"phase":"Down"}""");

        var updated = (await space.Put($"{Widget}/status", current.Body.ToJsonString())).Ok();
        var stale = await space.Put($"{Widget}/status", current.Body.ToJsonString());

        updated.Has("status", """{"observedGeneration":1,"phase":"Down"}""");
        Assert.Equal((409, "Conflict"), (stale.Status, stale["reason"]));
    }

    [Theory, OnEveryServer]
    public async Task A_status_must_be_valid(ServerKind on)
    {
        using var space = await WithWidgetOn(on);

        var answer = await space.MergePatch($"{Widget}/status", """{"status":{"phase":"Sideways"}}""");

        answer.RefusesAsInvalid("Widget", "contract.example.com", "a", ("status.phase", "FieldValueNotSupported", "Unsupported value: \"Sideways\": supported values: \"Up\", \"Down\""));
    }

    [Theory, OnEveryServer]
    public async Task A_status_patch_that_changes_nothing_writes_nothing(ServerKind on)
    {
        using var space = await WithWidgetOn(on);
        var first = (await space.MergePatch($"{Widget}/status", """{"status":{"phase":"Up"}}""")).Ok();

        var second = (await space.MergePatch($"{Widget}/status", """{"status":{"phase":"Up"}}""")).Ok();

        Assert.Equal(first.Version, second.Version);
    }

    [Theory, OnEveryServer]
    public async Task The_status_is_read_as_the_whole_object(ServerKind on)
    {
        using var space = await WithWidgetOn(on);

        (await space.Get($"{Widget}/status")).Ok().Has("", (await space.Get(Widget)).Ok().Text);
    }

    [Theory, OnEveryServer]
    public async Task A_status_writer_is_recorded_with_the_subresource(ServerKind on)
    {
        using var space = await WithWidgetOn(on);

        var patched = (await space.MergePatch($"{Widget}/status?fieldManager=writer", """{"status":{"phase":"Up"}}""")).Ok();

        patched.HasOwner("writer", """{"f:status":{"f:phase":{}}}""", "status");
    }

    [Theory, OnEveryServer]
    public async Task The_status_of_what_is_not_there_is_not_found(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.MergePatch($"{Widget}/status", """{"status":{"phase":"Up"}}""");

        answer.Refuses(404, "NotFound", """widgets.contract.example.com "a" not found""", """{"name":"a","group":"contract.example.com","kind":"widgets"}""");
    }

    private async Task<Space> WithWidgetOn(ServerKind on)
    {
        var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a"))).Created();
        return space;
    }
}
