using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster;

public sealed class KubernetesClusterTests : IDisposable
{
    private const string CronJobPath = "/apis/batch/v1/namespaces/data/cronjobs/analytics-marts";

    private readonly ScriptedApi _api = new();
    private readonly TimerTime _time = new();
    private readonly LogLines<KubernetesCluster> _log = new();
    private readonly Stores _stores;
    private readonly KubernetesCluster _cluster;

    public KubernetesClusterTests()
    {
        var api = _api.Client(_time);
        var watches = new Watches(api, WatchScope.All, new WatchOptions(), _time, () => 1, new LogLines<Watches>());
        _stores = watches.StoresOf("data");
        _cluster = new KubernetesCluster(api, watches, new ClusterOptions { Instance = "operator-0" }, _time, _log);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _api.Dispose();

    private static DbtCloudIngestion Analytics => Given.Ingestion();

    [Fact]
    public void Only_CronJobs_that_this_very_ingestion_controls_are_its_own()
    {
        _stores.CronJobs.Replace(
            [Given.CronJob("mine"), Given.CronJob("of-a-namesake-before", owner: "another-uid"), Given.CronJob("of-nobody", owner: null)], "10");

        Assert.Equal(["mine"], _cluster.CronJobsOf(Analytics).Select(cronJob => cronJob.Metadata.Name));
    }

    [Fact]
    public async Task A_new_CronJob_is_applied_without_force_and_is_known_at_once()
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), null, Token);
        var call = await _api.NextAsync();
        call.Json(Given.CronJobJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await applying);
        Assert.Equal(("PATCH", CronJobPath, "application/apply-patch+yaml"), (call.Method, call.Path, call.ContentType));
        Assert.Equal(("dbt-cloud-ingestion-operator", "false", "Strict"), (call.Query("fieldManager"), call.Query("force"), call.Query("fieldValidation")));
        Assert.Null(JsonNode.Parse(call.Body)!["metadata"]!["uid"]);
        Assert.Equal("11", Assert.Single(_cluster.CronJobsOf(Analytics)).Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_CronJob_that_is_ours_is_applied_with_force_and_bound_to_the_object_and_version_that_were_seen()
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), Given.CronJob(uid: "live-uid", version: 10), Token);
        var call = await _api.NextAsync();
        call.Json(Given.CronJobJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await applying);
        Assert.Equal("true", call.Query("force"));
        var metadata = JsonNode.Parse(call.Body)!["metadata"]!;
        Assert.Equal(("live-uid", "10"), (metadata["uid"]!.GetValue<string>(), metadata["resourceVersion"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_CronJob_of_ours_that_somebody_wrote_meanwhile_is_looked_at_and_applied_again()
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), Given.CronJob(version: 10), Token);
        (await _api.NextAsync()).Refuse(409, "Conflict", "the object has been modified");
        (await _api.NextAsync()).Json(Given.CronJobJson(version: 11));
        var again = await _api.NextAsync();
        again.Json(Given.CronJobJson(version: 12));

        Assert.IsType<WriteAnswer.Done>(await applying);
        Assert.Equal("11", JsonNode.Parse(again.Body)!["metadata"]!["resourceVersion"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_CronJob_of_ours_that_is_gone_meanwhile_is_not_made_anew_from_an_old_sight_of_it()
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), Given.CronJob(), Token);
        (await _api.NextAsync()).Refuse(409, "Conflict", "uid mismatch");
        (await _api.NextAsync()).Refuse(404, "NotFound", "not found");

        Assert.IsType<WriteAnswer.Stale>(await applying);
    }

    [Fact]
    public async Task What_is_applied_names_its_kind_and_leaves_out_what_is_not_set()
    {
        var desired = new V1CronJob
        {
            Metadata = new V1ObjectMeta { NamespaceProperty = "data", Name = "analytics-marts" },
            Spec = new V1CronJobSpec { Schedule = "0 * * * *" },
        };
        var applying = _cluster.ApplyAsync(desired, null, Token);
        var call = await _api.NextAsync();
        call.Json(Given.CronJobJson());
        await applying;

        Assert.Equal(
            """{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"analytics-marts","namespace":"data"},"spec":{"schedule":"0 * * * *"}}""",
            JsonNode.Parse(call.Body)!.ToJsonString(),
            ignoreCase: false);
    }

    [Fact]
    public async Task A_conflict_with_an_object_of_ours_that_was_not_in_the_store_is_forced()
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), null, Token);
        (await _api.NextAsync()).Refuse(409, "Conflict", "Apply failed with 1 conflict");
        var get = await _api.NextAsync();
        Assert.Equal(("GET", CronJobPath), (get.Method, get.PathAndQuery));
        get.Json(Given.CronJobJson(uid: "found-uid"));
        var forced = await _api.NextAsync();
        forced.Json(Given.CronJobJson(version: 12));

        Assert.IsType<WriteAnswer.Done>(await applying);
        Assert.Equal("true", forced.Query("force"));
        Assert.Equal("found-uid", JsonNode.Parse(forced.Body)!["metadata"]!["uid"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("strangers-uid", "DbtCloudIngestion analytics")]
    [InlineData(null, "somebody who left no owner reference")]
    public async Task A_strangers_CronJob_of_the_same_name_is_left_alone(string? owner, string by)
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), null, Token);
        (await _api.NextAsync()).Refuse(409, "Conflict", "Apply failed with 1 conflict");
        (await _api.NextAsync()).Json(Given.CronJobJson(owner: owner));

        Assert.Equal(by, Assert.IsType<WriteAnswer.NameTaken>(await applying).By);
    }

    [Theory]
    [InlineData(404, "NotFound", "namespaces \"data\" not found", typeof(WriteAnswer.Gone))]
    [InlineData(403, "Forbidden", "cronjobs.batch \"x\" is forbidden: User \"system:serviceaccount:op:op\" cannot patch resource \"cronjobs\" in API group \"batch\" in the namespace \"data\"", typeof(WriteAnswer.Forbidden))]
    [InlineData(403, "Forbidden", "cronjobs.batch \"x\" is forbidden: exceeded quota: q, requested: count/cronjobs.batch=1, used: 3, limited: 3", typeof(WriteAnswer.QuotaExceeded))]
    [InlineData(403, "Forbidden", "admission webhook \"policy.example\" denied the request: no", typeof(WriteAnswer.Rejected))]
    [InlineData(422, "Invalid", "CronJob.batch \"bad\" is invalid: spec.schedule", typeof(WriteAnswer.Rejected))]
    [InlineData(429, "TooManyRequests", "try later", typeof(WriteAnswer.Unavailable))]
    [InlineData(500, "InternalError", "etcd", typeof(WriteAnswer.Unavailable))]
    [InlineData(401, "Unauthorized", "Unauthorized", typeof(WriteAnswer.Unavailable))]
    public async Task Each_refusal_of_a_write_has_its_answer(int code, string reason, string message, Type expected)
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), Given.CronJob(), Token);
        (await _api.NextAsync()).Refuse(code, reason, message);

        Assert.IsType(expected, await applying);
    }

    [Fact]
    public async Task A_write_that_nobody_answers_is_unavailable()
    {
        var applying = _cluster.ApplyAsync(Given.CronJob(), Given.CronJob(), Token);
        (await _api.NextAsync()).Break();

        Assert.Contains("could not be reached", Assert.IsType<WriteAnswer.Unavailable>(await applying).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_goes_to_the_background_names_the_uid_and_takes_effect_in_the_store_at_once()
    {
        _stores.CronJobs.Replace([Given.CronJob()], "10");
        var deleting = _cluster.DeleteAsync(Given.CronJob(), Token);
        var call = await _api.NextAsync();
        call.Json("""{"kind":"Status","apiVersion":"v1","status":"Success"}""");

        Assert.IsType<WriteAnswer.Done>(await deleting);
        Assert.Equal(("DELETE", CronJobPath), (call.Method, call.PathAndQuery));
        Assert.Equal(
            """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":{"uid":"uid-of-the-cronjob"}}""", call.Body);
        Assert.Empty(_cluster.CronJobsOf(Analytics));
    }

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(409, "Conflict")]
    public async Task A_CronJob_that_is_gone_already_or_was_made_anew_counts_as_deleted(int code, string reason)
    {
        var deleting = _cluster.DeleteAsync(Given.CronJob(), Token);
        (await _api.NextAsync()).Refuse(code, reason, "");

        Assert.IsType<WriteAnswer.Done>(await deleting);
    }

    [Fact]
    public async Task A_CronJob_that_a_finalizer_holds_stays_in_the_store()
    {
        _stores.CronJobs.Replace([Given.CronJob()], "10");
        var deleting = _cluster.DeleteAsync(Given.CronJob(), Token);
        (await _api.NextAsync()).Json(Given.CronJobJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await deleting);
        Assert.Single(_cluster.CronJobsOf(Analytics));
    }

    [Fact]
    public async Task A_status_is_published_whole_bound_to_the_version_that_was_seen_and_known_at_once()
    {
        var publishing = _cluster.PublishAsync(Analytics, new IngestionStatus { ObservedGeneration = 1, Schedule = "17 */6 * * *" }, Token);
        var call = await _api.NextAsync();
        call.Json(Given.IngestionJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await publishing);
        Assert.Equal("/apis/metadata-ingestion.io/v1alpha1/namespaces/data/dbtcloudingestions/analytics/status", call.Path);
        Assert.Equal(("PATCH", "application/json-patch+json"), (call.Method, call.ContentType));
        Assert.Equal(
            """[{"op":"replace","path":"/metadata/resourceVersion","value":"10"},{"op":"add","path":"/status","value":{"observedGeneration":1,"schedule":"17 */6 * * *"}}]""",
            call.Body);
        Assert.Equal("11", _cluster.Find(new IngestionKey("data", "analytics"))!.Metadata.ResourceVersion);
    }

    [Theory]
    [InlineData(409, typeof(WriteAnswer.Stale))]
    [InlineData(404, typeof(WriteAnswer.Gone))]
    public async Task A_status_of_an_older_or_deleted_ingestion_is_not_published(int code, Type expected)
    {
        var publishing = _cluster.PublishAsync(Analytics, new IngestionStatus(), Token);
        (await _api.NextAsync()).Refuse(code, "", "the object has been modified");

        Assert.IsType(expected, await publishing);
        Assert.Null(_cluster.Find(new IngestionKey("data", "analytics")));
    }

    [Fact]
    public async Task A_secrets_key_is_read_as_it_is()
    {
        var reading = _cluster.ReadSecretKeyAsync("data", "dbt-cloud", "token", Token);
        var call = await _api.NextAsync();
        call.Json("""{"kind":"Secret","metadata":{"uid":"u","resourceVersion":"7"},"data":{"token":"IGTDvGhuXG4K"}}""");

        var found = Assert.IsType<KeyAnswer.Found>(await reading);
        Assert.Equal("/api/v1/namespaces/data/secrets/dbt-cloud", call.PathAndQuery);
        Assert.Equal((" dühn\\n\n", "u/7"), (found.Value, found.Revision));
        Assert.DoesNotContain("dühn", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_names_those_that_exist()
    {
        var reading = _cluster.ReadSecretKeyAsync("data", "dbt-cloud", "token", Token);
        (await _api.NextAsync()).Json("""{"metadata":{"uid":"u","resourceVersion":"7"},"data":{"user":"YQ==","apiToken":"YQ=="}}""");

        Assert.Equal(["apiToken", "user"], Assert.IsType<KeyAnswer.KeyMissing>(await reading).Keys);
    }

    [Theory]
    [InlineData("""{"metadata":{"uid":"u","resourceVersion":"7"},"data":{"ca.crt":"text"}}""", "text")]
    [InlineData("""{"metadata":{"uid":"u","resourceVersion":"7"},"binaryData":{"ca.crt":"dGV4dA=="}}""", "text")]
    public async Task A_ConfigMaps_key_is_read_as_text_or_as_binary(string map, string expected)
    {
        var reading = _cluster.ReadConfigMapKeyAsync("data", "corp-ca", "ca.crt", Token);
        (await _api.NextAsync()).Json(map);

        Assert.Equal(expected, Assert.IsType<KeyAnswer.Found>(await reading).Value);
    }

    [Theory]
    [InlineData(404, typeof(KeyAnswer.ObjectMissing))]
    [InlineData(403, typeof(KeyAnswer.Forbidden))]
    [InlineData(503, typeof(KeyAnswer.Unavailable))]
    public async Task Each_refusal_of_a_read_has_its_answer(int code, Type expected)
    {
        var reading = _cluster.ReadSecretKeyAsync("data", "dbt-cloud", "token", Token);
        (await _api.NextAsync()).Refuse(code, "", "no");

        Assert.IsType(expected, await reading);
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_newest_pods_ingestion_container()
    {
        var reading = _cluster.ExitCodeOfAsync(Analytics, Job, Token);
        var call = await _api.NextAsync();
        call.Json("""
            {"items":[
              {"metadata":{"creationTimestamp":"2026-11-25T10:05:00Z"},"status":{"containerStatuses":[
                {"name":"istio-proxy","state":{"terminated":{"exitCode":9}}},{"name":"ingestion","state":{"terminated":{"exitCode":3}}}]}},
              {"metadata":{"creationTimestamp":"2026-11-25T10:00:00Z"},"status":{"containerStatuses":[{"name":"ingestion","state":{"terminated":{"exitCode":1}}}]}}]}
            """);

        Assert.Equal(3, await reading);
        Assert.Equal("batch.kubernetes.io/controller-uid=uid-of-the-job", call.Query("labelSelector"));
    }

    [Fact]
    public async Task A_pod_that_the_watch_has_told_of_is_not_asked_for_again()
    {
        var pod = JsonSerializer.Deserialize(
            """
            {"metadata":{"namespace":"data","name":"p","uid":"u","resourceVersion":"7","creationTimestamp":"2026-11-25T10:00:00Z",
              "labels":{"metadata-ingestion.io/ingestion":"analytics","batch.kubernetes.io/controller-uid":"uid-of-the-job"}},
             "status":{"containerStatuses":[{"name":"ingestion","state":{"terminated":{"exitCode":137}}}]}}
            """,
            Objects.Pod)!;
        _stores.Pods.Replace([pod], "7");

        Assert.Equal(137, await _cluster.ExitCodeOfAsync(Analytics, Job, Token));
    }

    [Fact]
    public void A_Secret_is_known_by_its_revision_alone()
    {
        _stores.Secrets.Replace([JsonSerializer.Deserialize("""{"metadata":{"namespace":"data","name":"dbt-cloud","uid":"u","resourceVersion":"7"}}""", Objects.Secret)!], "7");

        Assert.Equal(new SecretRevision.Known("u/7"), _cluster.RevisionOf("data", "dbt-cloud"));
        Assert.Equal(new SecretRevision.NotSeen(), _cluster.RevisionOf("data", "another"));
    }

    [Fact]
    public async Task Without_a_pod_there_is_no_exit_code()
    {
        var reading = _cluster.ExitCodeOfAsync(Analytics, Job, Token);
        (await _api.NextAsync()).Json("""{"items":[]}""");

        Assert.Null(await reading);
    }

    [Fact]
    public async Task An_event_has_a_time_of_six_digits_and_says_what_it_regards()
    {
        _time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));
        var posting = _cluster.AnnounceAsync(Analytics, new Notice(true, "SecretNotFound", "Resolve", "Create the Secret."), Token);
        var call = await _api.NextAsync();
        call.Json("""{"metadata":{"name":"x"}}""", System.Net.HttpStatusCode.Created);
        await posting;

        var body = JsonNode.Parse(call.Body)!;
        Assert.Equal("/apis/events.k8s.io/v1/namespaces/data/events", call.PathAndQuery);
        Assert.Equal("2026-11-25T10:00:00.000000Z", body["eventTime"]!.GetValue<string>());
        Assert.Equal(("Warning", "SecretNotFound", "Resolve", "Create the Secret."), (Text("type"), Text("reason"), Text("action"), Text("note")));
        Assert.Equal(("dbt-cloud-ingestion-operator", "operator-0"), (Text("reportingController"), Text("reportingInstance")));
        Assert.Equal("uid-of-analytics", body["regarding"]!["uid"]!.GetValue<string>());

        string Text(string name) => body[name]!.GetValue<string>();
    }

    [Fact]
    public async Task Two_events_of_one_instant_have_names_of_their_own()
    {
        var notice = new Notice(false, "Succeeded", "Reconcile", "Fine.");
        var first = _cluster.AnnounceAsync(Analytics, notice, Token);
        var second = _cluster.AnnounceAsync(Analytics, notice, Token);
        Call[] calls = [await _api.NextAsync(), await _api.NextAsync()];
        Array.ForEach(calls, call => call.Json("{}"));
        await Task.WhenAll(first, second);

        Assert.Equal(2, calls.Select(call => JsonNode.Parse(call.Body)!["metadata"]!["name"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task A_note_is_cut_to_what_the_API_server_takes_counted_in_bytes()
    {
        var posting = _cluster.AnnounceAsync(Analytics, new Notice(false, "Succeeded", "Reconcile", string.Concat(Enumerable.Repeat("ü😀", 300))), Token);
        var call = await _api.NextAsync();
        call.Json("{}");
        await posting;

        var note = JsonNode.Parse(call.Body)!["note"]!.GetValue<string>();
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(note), 1010, 1024);
        Assert.EndsWith("…", note, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', note);
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_is_a_line_in_the_log()
    {
        var posting = _cluster.AnnounceAsync(Analytics, new Notice(false, "Succeeded", "Reconcile", "Fine."), Token);
        (await _api.NextAsync()).Refuse(403, "Forbidden", "events.events.k8s.io is forbidden");
        await posting;

        Assert.Contains("data/analytics", Assert.Single(_log.Lines.All).Text, StringComparison.Ordinal);
    }

    private static V1Job Job => new()
    {
        Metadata = new V1ObjectMeta { NamespaceProperty = "data", Name = "analytics-marts-1", Uid = "uid-of-the-job" },
        Spec = new V1JobSpec { Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [new V1Container { Name = "ingestion" }] } } },
    };
}
