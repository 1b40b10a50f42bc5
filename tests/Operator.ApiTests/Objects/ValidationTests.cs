using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Xunit;

namespace Operator.ApiTests.Objects;

/// <summary>What the server refuses of built-in kinds, in its words.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("schedule", "\"x\"", "spec.schedule: Invalid value: \"x\": expected exactly 5 fields, found 1: [x]")]
    [InlineData("schedule", "\"TZ=UTC 0 0 * * *\"", "spec.schedule: Invalid value: \"TZ=UTC 0 0 * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead")]
    [InlineData("timeZone", "\"No/Where\"", "spec.timeZone: Invalid value: \"No/Where\": unknown time zone No/Where")]
    [InlineData("startingDeadlineSeconds", "-1", "spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("concurrencyPolicy", "\"Sometimes\"", "spec.concurrencyPolicy: Unsupported value: \"Sometimes\": supported values: \"Allow\", \"Forbid\", \"Replace\"")]
    public void A_cron_jobs_wrong_field_is_refused(string field, string value, string error)
    {
        var cronJob = Sample.CronJob();
        cronJob["spec"]![field] = JsonNode.Parse(value);
        Sample.CronJobs.Decoded(cronJob);

        Assert.Equal([error], Texts(Sample.CronJobs.Validate(cronJob, null)));
    }

    [Fact]
    public void Several_errors_are_joined_in_brackets_and_in_the_servers_order()
    {
        var cronJob = Sample.CronJob(new string('a', 58));
        cronJob["spec"]!["timeZone"] = "No/Where";
        Sample.CronJobs.Decoded(cronJob);

        Assert.Equal(
            $"[spec.timeZone: Invalid value: \"No/Where\": unknown time zone No/Where, metadata.name: Invalid value: \"{new string('a', 58)}\": must be no more than 52 characters]",
            FieldError.Join(Sample.CronJobs.Validate(cronJob, null)));
    }

    [Theory]
    [InlineData("""{"restartPolicy":"Always"}""", "spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData("""{"containers":[{"name":"c"}]}""", "spec.jobTemplate.spec.template.spec.containers[0].image: Required value")]
    [InlineData("""{"containers":[{"name":"c","image":"x","env":[{"name":"a=b"}]}]}""", "spec.jobTemplate.spec.template.spec.containers[0].env[0].name: Invalid value: \"a=b\": a valid environment variable name must consist only of printable ASCII characters other than '='")]
    [InlineData("""{"containers":[{"name":"c","image":"x","volumeMounts":[{"name":"v","mountPath":"/v"}]}]}""", "spec.jobTemplate.spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"v\"")]
    [InlineData("""{"containers":[{"name":"c","image":"x","resources":{"requests":{"memory":"2Gi"},"limits":{"memory":"1Gi"}}}]}""", "spec.jobTemplate.spec.template.spec.containers[0].resources.requests: Invalid value: \"2Gi\": must be less than or equal to memory limit of 1Gi")]
    public void A_pod_templates_wrong_part_is_refused(string part, string error)
    {
        var cronJob = Sample.CronJob();
        var pod = cronJob["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!.AsObject();
        foreach (var (key, value) in Sample.Parse(part))
        {
            pod[key] = value?.DeepClone();
        }

        Sample.CronJobs.Decoded(cronJob);

        Assert.Equal([error], Texts(Sample.CronJobs.Validate(cronJob, null)));
    }

    [Fact]
    public void A_jobs_template_can_not_be_changed()
    {
        var old = Sample.Jobs.Created(Job(), "me");
        var changed = old.DeepClone().AsObject();
        changed["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "other";

        var error = Assert.Single(Sample.Jobs.Validate(changed, old));

        Assert.Equal("spec.template", error.Field);
        Assert.EndsWith(": field is immutable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jobs_suspension_can_be_changed()
    {
        var old = Sample.Jobs.Created(Job(), "me");
        var changed = old.DeepClone().AsObject();
        changed["spec"]!["suspend"] = true;

        Assert.Empty(Sample.Jobs.Validate(changed, old));
    }

    [Fact]
    public void A_label_that_is_none_is_refused()
    {
        var cronJob = Sample.CronJob();
        cronJob["metadata"]!["labels"] = new JsonObject { ["ok"] = "not ok" };
        Sample.CronJobs.Decoded(cronJob);

        var error = Assert.Single(Sample.CronJobs.Validate(cronJob, null));

        Assert.Equal("metadata.labels", error.Field);
        Assert.StartsWith("Invalid value: \"not ok\": a valid label must be an empty string or consist of", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{}}}}}]}""", "spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields")]
    [InlineData("""{"group":"example"}""", "spec.group: Invalid value: \"example\": should be a domain with at least one dot")]
    [InlineData("""{"scope":"Here"}""", "spec.scope: Unsupported value: \"Here\": supported values: \"Cluster\", \"Namespaced\"")]
    public void A_definition_that_can_not_be_served_is_refused(string change, string error)
    {
        var type = BuiltInTypes.Find("apiextensions.k8s.io", "v1", "CustomResourceDefinition")!;
        var crd = Sample.Parse("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.example.com"},
             "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"things","kind":"Thing"},
               "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}
            """);
        foreach (var (key, value) in Sample.Parse(change))
        {
            crd["spec"]![key] = value?.DeepClone();
        }

        if (change.Contains("group", StringComparison.Ordinal))
        {
            crd["metadata"]!["name"] = "things.example";
        }

        type.Created(crd, "me");

        Assert.Equal([error], Texts(type.Validate(crd, null)));
    }

    [Fact]
    public void A_definition_keeps_its_empty_status_subresource()
    {
        var crd = Sample.Parse("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.example.com"},
             "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"things","kind":"Thing"},
               "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object"}}}]}}
            """);

        BuiltInTypes.Find("apiextensions.k8s.io", "v1", "CustomResourceDefinition")!.Decoded(crd);

        Assert.Equal("""{"status":{}}""", crd["spec"]!["versions"]![0]!["subresources"]!.ToJsonString());
        Assert.Equal("thing", (string?)crd["spec"]!["names"]!["singular"]);
    }

    private static JsonObject Job() => Sample.Parse("""
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","namespace":"default"},
         "spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x:1"}]}}}}
        """);

    private static IEnumerable<string> Texts(IReadOnlyList<FieldError> errors) => errors.Select(error => error.ToString());
}
