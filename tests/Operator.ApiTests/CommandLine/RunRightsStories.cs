using System.Text.Json.Nodes;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Ingestions;
using Operator.ApiTests.Servers;
using Operator.Cluster.Api;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>What run writes, and the rights that it takes; the story itself plays the operator.</summary>
public sealed class RunRightsStories(TestServers servers)
{
    private const string Path = $"{IngestionKind.Path}/analytics";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEveryServer]
    public async Task It_writes_the_annotation_and_nothing_else_under_a_manager_of_its_own(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await DeclaredAsync(server);
        var before = await space.Get(Path);

        var run = await LiveVerb.RunAsync(server.Kubeconfig, $"run analytics -n {space.Name}");

        var after = (await space.Get(Path)).Ok();
        Assert.Equal((0, before["metadata.generation"], before["spec"]), (run.Code, after["metadata.generation"], after["spec"]));
        Assert.Equal("""{"kept":"as it is"}""", Without(after.Node("metadata.annotations")!, "metadata-ingestion.io/run-at"));
        after.HasOwner("dbt-cloud-ingestion-operator-run", """{"f:metadata":{"f:annotations":{"f:metadata-ingestion.io/run-at":{} } } }""");
    }

    [Theory, OnEveryServer]
    public async Task It_follows_the_one_ingestion_by_a_watch(ServerKind kind)
    {
        var server = await servers.StartedAsync(kind);
        using var space = await DeclaredAsync(server);
        await using var verb = LiveVerb.Start(server.Kubeconfig, $"run analytics -n {space.Name} --wait");
        await verb.UntilToldAsync("is asked for");
        var value = (await space.Get(Path)).Node("metadata.annotations")!["metadata-ingestion.io/run-at"]!.GetValue<string>();

        await StatusAsync(space, value, """{"message":"it starts once Job other has ended"}""");
        await verb.UntilToldAsync("marts  waits: it starts once Job other has ended");
        await StatusAsync(space, value, """{"job":"analytics-marts-1"}""");
        await verb.UntilToldAsync("marts  Job analytics-marts-1 is made");
        await StatusAsync(space, value, """{"job":"analytics-marts-1"}""", """{"job":"analytics-marts-1","result":"PartialSuccess","startTime":"2026-11-24T10:00:00Z","completionTime":"2026-11-24T10:02:00Z","message":"It counted 7 records."}""");

        var run = await verb.EndedAsync();
        Assert.Equal((8, "FILTER  RESULT          TOOK   JOB                MESSAGE\nmarts   PartialSuccess  120 s  analytics-marts-1  It counted 7 records.\n"), (run.Code, run.Out));
    }

    [Fact]
    public async Task Who_may_not_patch_is_told_which_right_is_missing()
    {
        var server = await RealAsync();
        using var space = await DeclaredAsync(server);

        var run = await LiveVerb.RunAsync(await KubeconfigAsync(server, space, "get", "list", "watch"), $"run analytics -n {space.Name} --wait");

        Assert.Equal(4, run.Code);
        Assert.StartsWith(
            $"You may not patch dbtcloudingestions.metadata-ingestion.io in the namespace {space.Name}: that takes the verb patch on resources [\"dbtcloudingestions\"] in apiGroups [\"metadata-ingestion.io\"] there, which Kubernetes' own role edit has",
            run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_ask_and_not_look_is_told_and_the_run_goes_on()
    {
        var server = await RealAsync();
        using var space = await DeclaredAsync(server);

        var run = await LiveVerb.RunAsync(await KubeconfigAsync(server, space, "get", "patch"), $"run analytics -n {space.Name} --wait");

        Assert.Equal(4, run.Code);
        Assert.Contains($"The run cannot be followed: RBAC does not allow to list dbtcloudingestions.metadata-ingestion.io in the namespace {space.Name}; that takes the verbs get, list and watch. It goes on", run.Error, StringComparison.Ordinal);
        Assert.NotNull((await space.Get(Path)).Node("metadata.annotations")!["metadata-ingestion.io/run-at"]);
    }

    private static async Task<Space> DeclaredAsync(RunningServer server)
    {
        var space = await Space.OpenAsync(server);
        await IngestionKind.InstallAsync(space);
        (await space.Post(IngestionKind.Path, """
            {"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","metadata":{"name":"analytics","annotations":{"kept":"as it is"}},"spec":{
              "account":{"id":12345,"region":"EMEA","tokenSecretRef":{"name":"dbt-cloud"}},"filters":[{"name":"marts","projectId":98765}],"schedule":{"cron":"H */6 * * *"},
              "openMetadata":{"url":"http://openmetadata:8585","tokenSecretRef":{"name":"bot"},"databaseService":"warehouse"} } }
            """)).Created();
        return space;
    }

    private static async Task StatusAsync(Space space, string value, string requested, string? lastRun = null)
    {
        var answer = JsonNode.Parse(requested)!;
        answer["requestedAt"] = value;
        var filter = new JsonObject { ["filter"] = "marts", ["requestedRun"] = answer, ["lastRun"] = lastRun is null ? null : JsonNode.Parse(lastRun) };
        (await space.MergePatch(Path + "/status", new JsonObject { ["status"] = new JsonObject { ["ingestions"] = new JsonArray(filter) } }.ToJsonString())).Ok();
    }

    private static string Without(JsonNode annotations, string name)
    {
        var left = annotations.DeepClone().AsObject();
        Assert.True(left.Remove(name));
        return left.ToJsonString();
    }

    private Task<RunningServer> RealAsync()
    {
        Assert.SkipUnless(RealServers.Any, RealServers.WhyThereIsNone);
        return servers.StartedAsync(ServerKind.Real);
    }

    /// <summary>Of somebody who has these verbs on ingestions in the space, and no other right.</summary>
    internal static async Task<string> KubeconfigAsync(RunningServer server, Space space, params string[] verbs)
    {
        const string rbac = "/apis/rbac.authorization.k8s.io/v1/~";
        (await space.Post("/api/v1/~/serviceaccounts", """{"metadata":{"name":"somebody"}}""")).Created();
        (await space.Post($"{rbac}/roles", $$$"""{"metadata":{"name":"somebody"},"rules":[{"apiGroups":["metadata-ingestion.io"],"resources":["dbtcloudingestions"],"verbs":{{{new JsonArray([.. verbs]).ToJsonString()}}}}]}""")).Created();
        (await space.Post($"{rbac}/rolebindings", $$$"""{"metadata":{"name":"somebody"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"somebody"},"subjects":[{"kind":"ServiceAccount","name":"somebody","namespace":"{{{space.Name}}}"}]}""")).Created();
        var token = (await space.Post("/api/v1/~/serviceaccounts/somebody/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":3600}}""")).Created()["status.token"]!;
        var known = ApiConnection.Load(server.Kubeconfig);
        var authority = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(string.Concat((known.SslCaCerts ?? []).Select(certificate => certificate.ExportCertificatePem() + "\n"))));
        var file = System.IO.Path.Combine(Directory.CreateTempSubdirectory("verb-").FullName, "kubeconfig");
        await File.WriteAllTextAsync(
            file,
            $$$"""
            {"apiVersion":"v1","kind":"Config","current-context":"it","contexts":[{"name":"it","context":{"cluster":"it","user":"it"}}],
             "clusters":[{"name":"it","cluster":{"server":"{{{known.Host}}}","certificate-authority-data":"{{{authority}}}"}}],"users":[{"name":"it","user":{"token":"{{{token}}}"}}]}
            """,
            Cancelled);
        return file;
    }
}
