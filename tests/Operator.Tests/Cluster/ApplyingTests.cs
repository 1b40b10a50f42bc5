using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Cluster;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>How a CronJob comes to be what is desired, and never one that is not ours.</summary>
public sealed class ApplyingTests : AgainstScriptedApi
{
    [Fact]
    public void Only_CronJobs_that_this_very_ingestion_controls_are_its_own()
    {
        Stores.CronJobs.Replace(
            [Given.CronJob("mine"), Given.CronJob("of-a-namesake-before", owner: "another-uid"), Given.CronJob("of-nobody", owner: null)], "10");

        Assert.Equal(["mine"], Cluster.CronJobsOf(Analytics).Select(cronJob => cronJob.Metadata.Name));
    }

    [Fact]
    public async Task A_new_CronJob_is_applied_only_to_be_made_without_force_and_is_known_at_once()
    {
        var applying = Cluster.ApplyAsync(Given.CronJob(), null, Token);
        var call = await Api.NextAsync();
        call.Json(Given.CronJobJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await applying);
        Assert.Equal(("PATCH", CronJobPath, "application/apply-patch+yaml"), (call.Method, call.Path, call.ContentType));
        Assert.Equal(("dbt-cloud-ingestion-operator", "false", "Strict"), (call.Query("fieldManager"), call.Query("force"), call.Query("fieldValidation")));
        var metadata = JsonNode.Parse(call.Body)!["metadata"]!;
        Assert.Equal((null, "1"), (metadata["uid"]?.GetValue<string>(), metadata["resourceVersion"]?.GetValue<string>()));
        Assert.Equal("11", Assert.Single(Cluster.CronJobsOf(Analytics)).Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_CronJob_that_is_ours_is_applied_with_force_and_bound_to_the_object_and_version_that_were_seen()
    {
        var applying = Cluster.ApplyAsync(Given.CronJob(), Given.CronJob(uid: "live-uid", version: 10), Token);
        var call = await Api.NextAsync();
        call.Json(Given.CronJobJson(version: 11));

        Assert.IsType<WriteAnswer.Done>(await applying);
        Assert.Equal("true", call.Query("force"));
        var metadata = JsonNode.Parse(call.Body)!["metadata"]!;
        Assert.Equal(("live-uid", "10"), (metadata["uid"]!.GetValue<string>(), metadata["resourceVersion"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_CronJob_of_ours_that_somebody_wrote_meanwhile_is_looked_at_and_applied_again()
    {
        var applying = Cluster.ApplyAsync(Given.CronJob(), Given.CronJob(version: 10), Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "the object has been modified");
        (await Api.NextAsync()).Json(Given.CronJobJson(version: 11));
        var again = await Api.NextAsync();
        again.Json(Given.CronJobJson(version: 12));

        Assert.IsType<WriteAnswer.Done>(await applying);
        Assert.Equal("11", JsonNode.Parse(again.Body)!["metadata"]!["resourceVersion"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_CronJob_of_ours_that_is_gone_meanwhile_is_not_made_anew_from_an_old_sight_of_it()
    {
        var applying = Cluster.ApplyAsync(Given.CronJob(), Given.CronJob(), Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "uid mismatch");
        (await Api.NextAsync()).Refuse(404, "NotFound", "not found");

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
        var applying = Cluster.ApplyAsync(desired, null, Token);
        var call = await Api.NextAsync();
        call.Json(Given.CronJobJson());
        await applying;

        Assert.Equal(
            """{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"analytics-marts","namespace":"data","resourceVersion":"1"},"spec":{"schedule":"0 * * * *"}}""",
            JsonNode.Parse(call.Body)!.ToJsonString(),
            ignoreCase: false);
    }

    [Fact]
    public async Task A_conflict_with_an_object_of_ours_that_was_not_in_the_store_is_forced()
    {
        var applying = Cluster.ApplyAsync(Given.CronJob(), null, Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "Apply failed with 1 conflict");
        var get = await Api.NextAsync();
        Assert.Equal(("GET", CronJobPath), (get.Method, get.PathAndQuery));
        get.Json(Given.CronJobJson(uid: "found-uid"));
        var forced = await Api.NextAsync();
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
        var applying = Cluster.ApplyAsync(Given.CronJob(), null, Token);
        (await Api.NextAsync()).Refuse(409, "Conflict", "Apply failed with 1 conflict");
        (await Api.NextAsync()).Json(Given.CronJobJson(owner: owner));

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
        var applying = Cluster.ApplyAsync(Given.CronJob(), Given.CronJob(), Token);
        (await Api.NextAsync()).Refuse(code, reason, message);

        Assert.IsType(expected, await applying);
    }

    [Fact]
    public async Task A_write_that_nobody_answers_is_unavailable()
    {
        var applying = Cluster.ApplyAsync(Given.CronJob(), Given.CronJob(), Token);
        (await Api.NextAsync()).Break();

        Assert.Contains("could not be reached", Assert.IsType<WriteAnswer.Unavailable>(await applying).Why, StringComparison.Ordinal);
    }
}
