using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Who may do what: real servers alone, since the sandbox lets everyone do everything.</summary>
public sealed class AccessTests(TestServers servers) : ContractTest(servers)
{
    [Fact]
    public async Task What_a_person_may_not_do_is_forbidden_by_name()
    {
        using var space = await OnARealServer();

        var answer = await AsNobodyAsync(space, HttpMethod.Get, "/api/v1/~/secrets/a");

        answer.Refuses(403, "Forbidden",
            $"secrets \"a\" is forbidden: User \"nobody\" cannot get resource \"secrets\" in API group \"\" in the namespace \"{space.Name}\"",
            """{"name":"a","kind":"secrets"}""");
    }

    [Fact]
    public async Task A_forbidden_list_names_no_object()
    {
        using var space = await OnARealServer();

        var answer = await AsNobodyAsync(space, HttpMethod.Get, "/apis/batch/v1/~/cronjobs");

        answer.Refuses(403, "Forbidden",
            $"cronjobs.batch is forbidden: User \"nobody\" cannot list resource \"cronjobs\" in API group \"batch\" in the namespace \"{space.Name}\"",
            """{"group":"batch","kind":"cronjobs"}""");
    }

    [Fact]
    public async Task The_log_of_a_pod_is_a_right_of_its_own()
    {
        using var space = await OnARealServer();

        var answer = await AsNobodyAsync(space, HttpMethod.Get, "/api/v1/~/pods/p/log?container=ingestion&tailLines=5000&limitBytes=8388608");

        answer.Refuses(403, "Forbidden",
            $"pods \"p\" is forbidden: User \"nobody\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"{space.Name}\"",
            """{"name":"p","kind":"pods"}""");
    }

    [Fact]
    public async Task A_quota_that_is_used_up_forbids()
    {
        using var space = await OnARealServer();
        (await space.Post("/api/v1/~/resourcequotas", """{"metadata":{"name":"q"},"spec":{"hard":{"count/cronjobs.batch":"0"}}}""")).Created();
        (await space.MergePatch("/api/v1/~/resourcequotas/q/status", """{"status":{"hard":{"count/cronjobs.batch":"0"},"used":{"count/cronjobs.batch":"0"}}}""")).Ok();

        var answer = await Space.Until(() => space.Post($"{CronJobs.Path}?dryRun=All", CronJobs.Named("a")), each => each.Status == 403);

        answer.Refuses(403, "Forbidden",
            "cronjobs.batch \"a\" is forbidden: exceeded quota: q, requested: count/cronjobs.batch=1, used: count/cronjobs.batch=0, limited: count/cronjobs.batch=0",
            """{"name":"a","group":"batch","kind":"cronjobs"}""");
    }

    [Fact]
    public async Task A_namespace_that_is_going_takes_nothing_new()
    {
        using var space = await OnARealServer();
        (await space.Post("/api/v1/~/configmaps", """{"metadata":{"name":"held","finalizers":["example.com/hold"]}}""")).Created();
        (await space.Delete($"/api/v1/namespaces/{space.Name}")).Ok();

        var answer = await space.Post("/api/v1/~/configmaps", """{"metadata":{"name":"a"}}""");

        Assert.Equal((403, "Forbidden"), (answer.Status, answer["reason"]));
        Assert.Equal(("NamespaceTerminating", $"namespace {space.Name} is being terminated"), (answer["details.causes.0.reason"], answer["details.causes.0.message"]));
        (await space.MergePatch("/api/v1/~/configmaps/held", """{"metadata":{"finalizers":null}}""")).Ok();
    }

    private static Task<Answer> AsNobodyAsync(Space space, HttpMethod method, string path) =>
        space.SendAsync(method, path, body: null, "application/json", header: ("Impersonate-User", "nobody"));
}
