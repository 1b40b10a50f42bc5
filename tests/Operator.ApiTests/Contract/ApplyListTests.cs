using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Server-side apply and the three kinds of list: maps by key, sets, and lists that are one value.</summary>
public sealed class ApplyListTests(TestServers servers) : ContractTest(servers)
{
    private const string Widget = $"{Widgets.Path}/a";
    private const string CronJob = $"{CronJobs.Path}/a";
    private const string Container = "spec.jobTemplate.spec.template.spec.containers.0";

    [Theory, OnEveryServer]
    public async Task Items_of_a_map_list_belong_to_who_applied_them(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Apply(Widget, "one", Widgets.Named("a", ""","parts":[{"name":"x","count":5}]"""))).Created();

        var applied = (await space.Apply(Widget, "two", Spec(""" "parts":[{"name":"y","note":"n"}] """))).Ok();

        applied.Has("spec.parts", """[{"name":"x","count":5},{"name":"y","count":1,"note":"n"}]""");
        applied.HasOwner("two", """{"f:spec":{"f:parts":{"k:{\"name\":\"y\"}":{".":{},"f:name":{},"f:note":{}}}}}""");
    }

    [Theory, OnEveryServer]
    public async Task An_item_no_longer_applied_leaves_the_map_list(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Apply(Widget, "one", Widgets.Named("a", ""","parts":[{"name":"x"},{"name":"z"}]"""))).Created();
        (await space.Apply(Widget, "two", Spec(""" "parts":[{"name":"y"}] """))).Ok();

        var applied = (await space.Apply(Widget, "one", Widgets.Named("a", ""","parts":[{"name":"z"}]"""))).Ok();

        applied.Has("spec.parts", """[{"name":"z","count":1},{"name":"y","count":1}]""");
    }

    [Theory, OnEveryServer]
    public async Task An_item_s_field_conflicts_under_its_key(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Apply(Widget, "one", Widgets.Named("a", ""","parts":[{"name":"x","note":"1"}]"""))).Created();

        var answer = await space.Apply(Widget, "two", Spec(""" "parts":[{"name":"x","note":"2"}] """));

        Assert.Equal(".spec.parts[name=\"x\"].note", answer["details.causes.0.field"]);
    }

    [Theory, OnEveryServer]
    public async Task Sets_are_merged_value_by_value(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Apply(Widget, "one", Widgets.Named("a", ""","tags":["x","y"]"""))).Created();
        (await space.Apply(Widget, "two", Spec(""" "tags":["z"] """))).Ok();

        var applied = (await space.Apply(Widget, "one", Widgets.Named("a", ""","tags":["y"]"""))).Ok();

        applied.Has("spec.tags", """["y","z"]""");
        applied.HasOwner("two", """{"f:spec":{"f:tags":{"v:\"z\"":{}}}}""");
    }

    [Theory, OnEveryServer]
    public async Task A_list_without_a_type_is_one_value(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Apply(Widget, "one", Widgets.Named("a", ""","order":["x"]"""))).Created();

        var answer = await space.Apply(Widget, "two", Spec(""" "order":["x","y"] """));

        Assert.Equal((409, ".spec.order"), (answer.Status, answer["details.causes.0.field"]));
    }

    [Theory, OnEveryServer]
    public async Task Two_managers_may_each_have_env_in_one_container(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(CronJob, "one", CronJobs.Named("a", container: """{"name":"c","image":"x:1","env":[{"name":"A","value":"1"}]}"""))).Created();
        (await space.Apply(CronJob, "two", CronJobs.Named("a", container: """{"name":"c","image":"x:1","env":[{"name":"B","value":"2"}]}"""))).Ok();

        var applied = (await space.Apply(CronJob, "one", CronJobs.Named("a"))).Ok();

        applied.Has($"{Container}.env", """[{"name":"B","value":"2"}]""");
    }

    [Theory, OnEveryServer]
    public async Task Arguments_are_one_value(ServerKind on)
    {
        using var space = await On(on);
        (await space.Apply(CronJob, "one", CronJobs.Named("a", container: """{"name":"c","image":"x:1","args":["a"]}"""))).Created();

        var answer = await space.Apply(CronJob, "two", CronJobs.Named("a", container: """{"name":"c","image":"x:1","args":["b"]}"""));

        Assert.Equal(".spec.jobTemplate.spec.template.spec.containers[name=\"c\"].args", answer["details.causes.0.field"]);
    }

    [Theory, OnEveryServer]
    public async Task A_forced_apply_merges_a_stranger_s_containers(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(CronJobs.Path, CronJobs.Named("a", container: """{"name":"theirs","image":"x:1"}"""))).Created();

        var applied = (await space.Apply(CronJob, "one", CronJobs.Named("a"), force: true)).Ok();

        Assert.Equal(("theirs", "c"), (applied["spec.jobTemplate.spec.template.spec.containers.0.name"], applied["spec.jobTemplate.spec.template.spec.containers.1.name"]));
    }

    [Theory, OnEveryServer]
    public async Task Owner_references_are_a_map_by_uid(ServerKind on)
    {
        using var space = await On(on);
        var owner = (await space.Post("/api/v1/~/configmaps", """{"metadata":{"name":"owner"}}""")).Created();

        var applied = (await space.Apply("/api/v1/~/configmaps/a", "one",
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"{{{owner.Uid}}}"}]}}""")).Created();

        applied.HasOwner("one", $$$"""{"f:metadata":{"f:ownerReferences":{"k:{\"uid\":\"{{{owner.Uid}}}\"}":{} } } }""");
    }

    [Theory, OnEveryServer]
    public async Task A_map_without_a_schema_of_its_own_is_merged_key_by_key(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Apply(Widget, "one", Widgets.Named("a", ""","labels":{"x":"1"}"""))).Created();

        var applied = (await space.Apply(Widget, "two", Spec(""" "labels":{"y":"2"} """))).Ok();

        applied.Has("spec.labels", """{"x":"1","y":"2"}""");
    }

    private static string Spec(string fields) => """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"a"},"spec":{""" + fields + "}}";
}
