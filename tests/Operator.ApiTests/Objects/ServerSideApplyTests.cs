using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Xunit;

namespace Operator.ApiTests.Objects;

/// <summary>Server-side apply: who owns what, what an apply takes and leaves. Each outcome was compared with a real server's.</summary>
public sealed class ServerSideApplyTests
{
    [Fact]
    public void An_applier_owns_what_it_applied_and_no_default()
    {
        var applied = Sample.CronJobs.Applied(null, WithEnvironment("A"), "one");

        Assert.Equal("Allow", (string?)applied["spec"]!["concurrencyPolicy"]);
        Assert.Equal(
            """{"f:spec":{"f:jobTemplate":{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:env":{"k:{\"name\":\"A\"}":{".":{},"f:name":{},"f:value":{}}},"f:image":{},"f:name":{}}},"f:restartPolicy":{}}}}},"f:schedule":{}}}""",
            applied.FieldsOf("one").Replace("\\u0022", "\\\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Applying_the_same_again_changes_nothing_not_even_a_time()
    {
        var first = Sample.CronJobs.Applied(null, WithEnvironment("A"), "one");

        var second = Sample.CronJobs.Applied(first, WithEnvironment("A"), "one", minutesLater: 9);

        Assert.True(JsonNode.DeepEquals(first, second));
    }

    [Fact]
    public void A_field_of_another_manager_with_another_value_is_a_conflict()
    {
        var live = Sample.CronJobs.Created(Sample.CronJob(), "kubectl-client-side-apply");
        var applied = Sample.CronJob();
        applied["spec"]!["schedule"] = "1 0 1 1 *";

        var outcome = FieldManagement.Apply(live, applied, Sample.By("me"), force: false, Sample.CronJobs);

        var conflicts = Assert.IsType<ApplyOutcome.Conflicts>(outcome);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using batch/v1: .spec.schedule", conflicts.Message);
        Assert.Equal([new FieldError("FieldManagerConflict", ".spec.schedule", "conflict with \"kubectl-client-side-apply\" using batch/v1")], conflicts.Causes);
    }

    [Fact]
    public void Several_conflicts_are_listed_by_manager_with_shallow_fields_first()
    {
        var live = Sample.CronJobs.Applied(null, WithEnvironment("A"), "one");
        var applied = WithEnvironment("A");
        applied["spec"]!["schedule"] = "1 0 1 1 *";
        Container(applied)["env"]![0]!["value"] = "other";

        var conflicts = Assert.IsType<ApplyOutcome.Conflicts>(FieldManagement.Apply(live, applied, Sample.By("two"), force: false, Sample.CronJobs));

        Assert.Equal(
            "Apply failed with 2 conflicts: conflicts with \"one\":\n- .spec.schedule\n"
            + "- .spec.jobTemplate.spec.template.spec.containers[name=\"c\"].env[name=\"A\"].value",
            conflicts.Message);
    }

    [Fact]
    public void Force_takes_the_field_from_its_manager()
    {
        var live = Sample.CronJobs.Created(Sample.CronJob(), "editor");
        var applied = Sample.CronJob();
        applied["spec"]!["schedule"] = "1 0 1 1 *";

        var forced = Sample.CronJobs.Applied(live, applied, "me", force: true);

        Assert.Equal("1 0 1 1 *", (string?)forced["spec"]!["schedule"]);
        Assert.Contains("\"f:schedule\"", forced.FieldsOf("me"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"f:schedule\"", forced.FieldsOf("editor"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_value_is_owned_together_and_goes_only_when_nobody_applies_it()
    {
        var live = Sample.CronJobs.Applied(null, WithEnvironment("A", "B"), "one");
        live = Sample.CronJobs.Applied(live, WithEnvironment("A"), "two");

        var left = Sample.CronJobs.Applied(live, WithEnvironment(), "one");
        var gone = Sample.CronJobs.Applied(left, WithEnvironment(), "two");

        Assert.Equal(["A"], Names(left));
        Assert.Empty(Names(gone));
    }

    [Fact]
    public void Items_that_others_added_to_a_keyed_list_stay_in_front_of_the_item_they_preceded()
    {
        var live = Sample.CronJobs.Applied(null, WithEnvironment("X", "A", "B"), "other");

        var merged = Sample.CronJobs.Applied(live, WithEnvironment("B", "A", "C"), "me");

        Assert.Equal(["X", "B", "A", "C"], Names(merged));
    }

    [Fact]
    public void An_unknown_field_is_refused_whatever_field_validation_says()
    {
        var applied = Sample.CronJob();
        applied["spec"]!["scedule"] = "x";

        var outcome = FieldManagement.Apply(null, applied, Sample.By("me"), force: true, Sample.CronJobs);

        Assert.Equal(
            new ApplyOutcome.Refused(500, "", "failed to create typed patch object (default/nightly; batch/v1, Kind=CronJob): .spec.scedule: field not declared in schema"),
            outcome);
    }

    [Fact]
    public void Managed_fields_can_not_be_applied()
    {
        var applied = Sample.CronJob();
        applied["metadata"]!["managedFields"] = new JsonArray();

        var outcome = FieldManagement.Apply(null, applied, Sample.By("me"), force: true, Sample.CronJobs);

        Assert.Equal(new ApplyOutcome.Refused(400, "BadRequest", "metadata.managedFields must be nil"), outcome);
    }

    [Fact]
    public void An_update_takes_only_the_fields_that_it_changed()
    {
        var live = Sample.CronJobs.Applied(null, WithEnvironment("A"), "one");
        var updated = live.DeepClone().AsObject();
        updated["spec"]!["suspend"] = true;

        FieldManagement.Track(live, updated, Sample.By("editor", minutesLater: 5), Sample.CronJobs);

        Assert.Equal("""{"f:spec":{"f:suspend":{}}}""", updated.FieldsOf("editor"));
        Assert.Equal(live.FieldsOf("one"), updated.FieldsOf("one"));
    }

    [Fact]
    public void A_removed_field_leaves_all_its_managers()
    {
        var live = Sample.CronJobs.Applied(null, WithEnvironment("A"), "one");
        var updated = live.DeepClone().AsObject();
        Container(updated).Remove("env");

        FieldManagement.Track(live, updated, Sample.By("editor"), Sample.CronJobs);

        Assert.DoesNotContain("f:env", updated.FieldsOf("one"), StringComparison.Ordinal);
        Assert.Equal(["one"], updated.Managers());
    }

    [Fact]
    public void More_than_ten_updaters_are_folded_into_ancient_changes()
    {
        var live = Sample.CronJobs.Created(Sample.CronJob(), "creator");
        for (var count = 0; count < 12; count++)
        {
            var next = live.DeepClone().AsObject();
            next["metadata"]!.AsObject().Ensure("annotations")[$"a{count}"] = "x";
            FieldManagement.Track(live, next, Sample.By($"updater-{count}", minutesLater: count + 1), Sample.CronJobs);
            live = next;
        }

        Assert.Equal(10, live.Managers().Count());
        Assert.Contains("ancient-changes", live.Managers());
    }

    [Fact]
    public void A_secret_key_reference_is_owned_as_a_whole()
    {
        var applied = Sample.CronJob();
        Container(applied)["env"] = JsonNode.Parse("""[{"name":"T","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}]""");

        var fields = Sample.CronJobs.Applied(null, applied, "me").FieldsOf("me");

        Assert.Contains("\"f:valueFrom\":{\"f:secretKeyRef\":{}}", fields, StringComparison.Ordinal);
    }

    private static JsonObject WithEnvironment(params string[] names)
    {
        var cronJob = Sample.CronJob();
        if (names.Length > 0)
        {
            Container(cronJob)["env"] = new JsonArray([.. names.Select(name => (JsonNode)new JsonObject { ["name"] = name, ["value"] = "1" })]);
        }

        return cronJob;
    }

    private static JsonObject Container(JsonObject cronJob) =>
        cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!.AsObject();

    private static List<string> Names(JsonObject cronJob) =>
        [.. (Container(cronJob)["env"] as JsonArray ?? []).Select(variable => (string)variable!["name"]!)];
}
