using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Server-side apply: who owns which field, and what happens when two want the same.</summary>
public sealed class ApplyTests(TestServers servers) : ContractTest(servers)
{
    private const string Map = "/api/v1/~/configmaps/a";
    private const string CronJob = $"{CronJobs.Path}/a";

    [Theory, OnEveryServer]
    public async Task Applying_creates_what_is_not_there_and_records_its_manager(ServerKind on)
    {
        using var space = await On(on);

        var applied = (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();

        var entry = applied.ManagedBy("one")!;
        Assert.Equal(("Apply", "v1", "FieldsV1"), ((string?)entry["operation"], (string?)entry["apiVersion"], (string?)entry["fieldsType"]));
        applied.HasOwner("one", """{"f:data":{"f:x":{}}}""");
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z$", (string?)entry["time"]);
    }

    [Theory, OnEveryServer]
    public async Task Applying_the_same_again_writes_nothing(ServerKind on)
    {
        using var space = await On(on);
        var first = (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();

        var second = (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Ok();

        second.Has("", first.Text);
    }

    [Theory, OnEveryServer]
    public async Task A_manager_must_be_named(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.SendAsync(HttpMethod.Patch, Map, MapWith("""{"x":"1"}"""), "application/apply-patch+yaml");

        answer.RefusesAsInvalid("PatchOptions", "meta.k8s.io", "", ("fieldManager", "FieldValueRequired", "Required value: is required for apply patch"));
    }

    [Theory, OnEveryServer]
    public async Task Another_manager_s_field_is_a_conflict(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();

        var answer = await space.Apply(Map, "two", MapWith("""{"x":"2"}"""));

        answer.Refuses(409, "Conflict", """Apply failed with 1 conflict: conflict with "one": .data.x""",
            """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"one\"","field":".data.x"}]}""");
    }

    [Theory, OnEveryServer]
    public async Task A_field_written_by_an_update_conflicts_with_its_version_and_manager(ServerKind on)
    {
        using var space = await On(on);
        (await space.SendAsync(HttpMethod.Post, $"{CronJobs.Path}?fieldManager=kubectl-client-side-apply", CronJobs.Named("a"), "application/json")).Created();

        var answer = await space.Apply(CronJob, "one", CronJobs.Named("a", schedule: "1 1 1 1 *"));

        answer.Refuses(409, "Conflict", """Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using batch/v1: .spec.schedule""",
            """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl-client-side-apply\" using batch/v1","field":".spec.schedule"}]}""");
    }

    [Theory, OnEveryServer]
    public async Task Several_conflicts_are_told_together(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1","y":"1"}"""))).Created();

        var answer = await space.Apply(Map, "two", MapWith("""{"x":"2","y":"2"}"""));

        Assert.Equal("Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.x\n- .data.y", answer["message"]);
        Assert.Equal((".data.x", ".data.y"), (answer["details.causes.0.field"], answer["details.causes.1.field"]));
    }

    [Theory, OnEveryServer]
    public async Task Force_takes_a_field_away_from_its_manager(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1","y":"1"}"""))).Created();

        var forced = (await space.Apply(Map, "two", MapWith("""{"x":"2"}"""), force: true)).Ok();

        Assert.Equal("2", forced["data.x"]);
        forced.HasOwner("one", """{"f:data":{"f:y":{}}}""");
        forced.HasOwner("two", """{"f:data":{"f:x":{}}}""");
    }

    [Theory, OnEveryServer]
    public async Task A_manager_whose_every_field_was_taken_is_forgotten(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();

        var forced = (await space.Apply(Map, "two", MapWith("""{"x":"2"}"""), force: true)).Ok();

        Assert.Null(forced.ManagedBy("one"));
    }

    [Theory, OnEveryServer]
    public async Task The_same_value_is_shared(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();

        var shared = (await space.Apply(Map, "two", MapWith("""{"x":"1"}"""))).Ok();

        Assert.NotNull(shared.ManagedBy("one"));
        Assert.NotNull(shared.ManagedBy("two"));
    }

    [Theory, OnEveryServer]
    public async Task A_field_no_longer_applied_is_removed(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1","y":"1"}"""))).Created();

        var applied = (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Ok();

        applied.Has("data", """{"x":"1"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_field_that_another_still_owns_stays(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1","y":"1"}"""))).Created();
        (await space.Apply(Map, "two", MapWith("""{"y":"1"}"""))).Ok();

        var applied = (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Ok();

        applied.Has("data", """{"x":"1","y":"1"}""");
    }

    [Theory, OnEveryServer]
    public async Task An_update_takes_the_fields_that_it_changes(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1","y":"1"}"""))).Created();

        var patched = (await space.MergePatch(Map, """{"data":{"x":"2"}}""")).Ok();

        patched.HasOwner("one", """{"f:data":{"f:y":{}}}""");
        patched.HasOwner("contract", """{"f:data":{"f:x":{}}}""");
    }

    [Theory, OnEveryServer]
    public async Task Managed_fields_cannot_be_applied(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Apply(Map, "one", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","managedFields":[{"manager":"x","operation":"Apply"}]}}""");

        answer.Refuses(400, "BadRequest", "metadata.managedFields must be nil");
    }

    [Theory, OnEveryServer]
    public async Task An_older_version_in_what_is_applied_is_a_conflict(ServerKind on)
    {
        using var space = await On(on);
        var first = (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();
        (await space.Apply(Map, "one", MapWith("""{"x":"2"}"""))).Ok();

        var stale = await space.Apply(Map, "one", MapWith("""{"x":"3"}""", $$$""","resourceVersion":"{{{first.Version}}}" """));

        Assert.Equal((409, "Conflict"), (stale.Status, stale["reason"]));
        Assert.Equal("""Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again""", stale["message"]);
    }

    /// <summary>No stored object has that version, so such an apply creates and never changes.</summary>
    [Theory, OnEveryServer]
    public async Task An_apply_that_names_the_very_first_version_makes_what_is_not_there(ServerKind on)
    {
        using var space = await On(on);

        var made = (await space.Apply(Map, "one", MapWith("""{"x":"1"}""", ""","resourceVersion":"1" """))).Created();

        Assert.NotEqual("1", made.Version);
        Assert.Equal("Apply", (string?)made.ManagedBy("one")!["operation"]);
        made.HasOwner("one", """{"f:data":{"f:x":{}}}""");
    }

    [Theory, OnEveryServer]
    public async Task And_leaves_alone_what_is_there_whoever_made_it_and_even_if_nothing_would_change(ServerKind on)
    {
        using var space = await On(on);
        var first = (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();

        foreach (var (manager, data, force) in new[] { ("one", """{"x":"1"}""", false), ("two", """{"x":"1"}""", false), ("two", """{"y":"1"}""", false), ("two", """{"x":"2"}""", true) })
        {
            var refused = await space.Apply(Map, manager, MapWith(data, ""","resourceVersion":"1" """), force);
            Assert.Equal((409, "Conflict"), (refused.Status, refused["reason"]));
        }

        Assert.Equal(first.Text, (await space.Get(Map)).Ok().Text);
    }

    [Theory, OnEveryServer]
    public async Task A_uid_keeps_an_apply_from_creating(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Apply(Map, "one", MapWith("""{"x":"1"}""", ""","uid":"11111111-1111-1111-1111-111111111111" """));

        answer.Refuses(409, "Conflict",
            """Operation cannot be fulfilled on configmaps "a": uid mismatch: the provided object specified uid 11111111-1111-1111-1111-111111111111, and no existing object was found""",
            """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_uid_keeps_an_apply_from_reaching_another_object(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(Map, "one", MapWith("""{"x":"1"}"""))).Created();

        var answer = await space.Apply(Map, "one", MapWith("""{"x":"2"}""", ""","uid":"11111111-1111-1111-1111-111111111111" """), force: true);

        const string Message = "Invalid value: \"11111111-1111-1111-1111-111111111111\": field is immutable";
        answer.RefusesAsInvalid("ConfigMap", "", "a", ("metadata.uid", "FieldValueInvalid", Message));
    }

    [Theory, OnEveryServer]
    public async Task Applying_is_an_ordinary_write_to_validation(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Apply(CronJob, "one", CronJobs.Named("a", schedule: "x"));

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
    }

    [Theory, OnEveryServer]
    public async Task The_body_may_be_yaml(ServerKind on)
    {
        using var space = await On(on);

        var applied = (await space.Apply(Map, "one", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1'}\n")).Created();

        Assert.Equal("1", applied["data.x"]);
    }

    [Theory, OnEveryServer]
    public async Task The_status_is_applied_and_owned_apart(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Apply($"{Widgets.Path}/a", "one", Widgets.Named("a"))).Created();

        var applied = (await space.Apply($"{Widgets.Path}/a/status", "one",
            """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"a"},"status":{"phase":"Up"}}""")).Ok();

        applied.HasOwner("one", """{"f:status":{"f:phase":{}}}""", "status");
        applied.HasOwner("one", """{"f:spec":{"f:size":{}}}""");
    }

    private static string MapWith(string data, string moreMetadata = "") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"{{{moreMetadata}}} },"data":{{{data}}} }""";
}
