using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Xunit;

namespace Operator.ApiTests.Objects;

/// <summary>What the server makes of minimal objects: held to what a real one stored.</summary>
public sealed class StoredObjectsTests
{
    [Theory]
    [InlineData("stored-cronjob-defaults.json", "CronJob")]
    [InlineData("stored-job-defaults.json", "Job")]
    public void An_object_created_by_kubectl_is_stored_as_a_real_server_stores_it(string file, string kind)
    {
        var stored = Recorded.Json(file);
        var lastApplied = (string)stored["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"]!;
        var type = BuiltInTypes.Find("batch", "v1", kind)!;
        var body = Sample.Parse(lastApplied);
        body["metadata"]!["annotations"] = new JsonObject { ["kubectl.kubernetes.io/last-applied-configuration"] = lastApplied };

        var created = type.Created(body, "kubectl-client-side-apply", (string)stored["metadata"]!["uid"]!);

        Assert.Equal(WithoutServersOwn(stored), WithoutServersOwn(created), JsonComparer);
    }

    [Fact]
    public void A_job_made_from_a_cron_job_is_stored_as_a_real_server_stores_it()
    {
        var stored = Recorded.Json("stored-job-from-cron.json");
        var body = Sample.Parse("""
            {"apiVersion":"batch/v1","kind":"Job",
             "metadata":{"name":"from-cron","namespace":"default","annotations":{"cronjob.kubernetes.io/instantiate":"manual"},
               "ownerReferences":[{"apiVersion":"batch/v1","kind":"CronJob","name":"defaults","uid":"f497a1b4-ed24-4118-8a40-cec042f5e4b7","controller":true}]},
             "spec":{"template":{"metadata":{"creationTimestamp":null},"spec":{"containers":[{"name":"c","image":"x:1","resources":{},
               "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],
               "restartPolicy":"Never","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}}},
             "status":{}}
            """);

        var created = Sample.Jobs.Created(body, "kubectl-create", (string)stored["metadata"]!["uid"]!);

        Assert.Equal(WithoutServersOwn(stored), WithoutServersOwn(created), JsonComparer);
    }

    [Fact]
    public void Quantities_are_stored_in_one_canonical_form()
    {
        var pod = Sample.Parse("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"x","resources":{
              "limits":{"cpu":"1000m","memory":"1024Mi","a":"1500Mi","b":"0.5","c":1,"d":"1e3","e":"1.5Gi","f":"100000"}}}]}}
            """);

        BuiltInTypes.Find("", "v1", "Pod")!.Decoded(pod);

        var limits = pod["spec"]!["containers"]![0]!["resources"]!["limits"]!;
        Assert.Equal("""{"cpu":"1","memory":"1Gi","a":"1500Mi","b":"500m","c":"1","d":"1e3","e":"1536Mi","f":"100k"}""", limits.ToJsonString());
    }

    [Fact]
    public void A_secrets_plain_texts_are_folded_into_its_data()
    {
        var secret = Sample.Parse("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"eA==","b":"eA=="},"stringData":{"b":"y"}}""");

        BuiltInTypes.Find("", "v1", "Secret")!.Decoded(secret);

        Assert.Equal("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"eA==","b":"eQ=="},"type":"Opaque"}""", secret.ToJsonString());
    }

    [Fact]
    public void Empty_lists_texts_and_nulls_are_not_stored_but_a_false_that_says_something_is()
    {
        var cronJob = Sample.CronJob(spec: """ "suspend": false, "timeZone": null, """);
        cronJob["metadata"]!["labels"] = new JsonObject();
        cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["args"] = new JsonArray();

        Sample.CronJobs.Decoded(cronJob);

        Assert.False((bool)cronJob["spec"]!["suspend"]!);
        Assert.False(cronJob["spec"]!.AsObject().ContainsKey("timeZone"));
        Assert.False(cronJob["metadata"]!.AsObject().ContainsKey("labels"));
        Assert.False(cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!.AsObject().ContainsKey("args"));
    }

    [Fact]
    public void Unknown_fields_are_dropped_and_named_with_their_path()
    {
        var cronJob = Sample.CronJob(spec: """ "scedule": "x", """);
        cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["imagee"] = "x";

        var outcome = Assert.IsType<DecodeOutcome.Decoded>(Sample.CronJobs.Decode(cronJob));

        Assert.Equal(
            ["unknown field \"spec.scedule\"", "unknown field \"spec.jobTemplate.spec.template.spec.containers[0].imagee\""],
            outcome.StrictErrors);
        Assert.False(cronJob["spec"]!.AsObject().ContainsKey("scedule"));
    }

    [Theory]
    [InlineData("""{"suspend":"yes"}""", "json: cannot unmarshal string into Go struct field CronJobSpec.spec.suspend of type bool")]
    [InlineData("""{"failedJobsHistoryLimit":1.5}""", "json: cannot unmarshal number 1.5 into Go struct field CronJobSpec.spec.failedJobsHistoryLimit of type int32")]
    [InlineData("""{"jobTemplate":[]}""", "json: cannot unmarshal array into Go struct field CronJobSpec.spec.jobTemplate of type v1.JobTemplateSpec")]
    public void A_value_of_the_wrong_type_is_not_readable(string spec, string reason)
    {
        var cronJob = Sample.CronJob();
        cronJob["spec"] = JsonNode.Parse(spec);

        var refused = Assert.IsType<DecodeOutcome.Refused>(Sample.CronJobs.Decode(cronJob));

        Assert.Equal(reason, refused.Reason);
    }

    [Theory]
    [InlineData("2026-11-24T10:00:00Z", false)]
    [InlineData("2026-11-24T10:00:00.5Z", false)]
    [InlineData("2026-11-24T10:00:00.123456789Z", false)]
    [InlineData("2026-11-24T10:00:00.000000Z", true)]
    public void A_lease_takes_times_with_six_fraction_digits_only(string time, bool isTaken)
    {
        var lease = Sample.Parse($$$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l"},"spec":{"renewTime":"{{{time}}}"}}""");

        var outcome = BuiltInTypes.Find("coordination.k8s.io", "v1", "Lease")!.Decode(lease);

        Assert.Equal(isTaken, outcome is DecodeOutcome.Decoded);
        Assert.Equal(!isTaken, outcome is DecodeOutcome.Refused { Reason: var reason } && reason.StartsWith("parsing time ", StringComparison.Ordinal));
    }

    private static readonly IEqualityComparer<JsonNode?> JsonComparer = EqualityComparer<JsonNode?>.Create((one, other) => JsonNode.DeepEquals(one, other));

    /// <summary>Without what the HTTP server sets, and without the status that only controllers write.</summary>
    private static JsonObject WithoutServersOwn(JsonObject obj)
    {
        var copy = obj.DeepClone().AsObject();
        copy.Remove("status");
        var metadata = copy["metadata"]!.AsObject();
        foreach (var field in (string[])["creationTimestamp", "generation", "resourceVersion"])
        {
            metadata.Remove(field);
        }

        var entries = metadata["managedFields"]!.AsArray().Where(entry => entry!["subresource"] is null).Select(entry => entry!.DeepClone()).ToArray();
        foreach (var entry in entries)
        {
            entry.AsObject().Remove("time");
        }

        metadata["managedFields"] = new JsonArray(entries);
        return copy;
    }
}
