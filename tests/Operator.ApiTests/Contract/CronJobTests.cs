using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>CronJobs: what the server fills in and what it refuses.</summary>
public sealed class CronJobTests(TestServers servers) : ContractTest(servers)
{
    private const string PodSpec = "spec.jobTemplate.spec.template.spec";

    [Theory, OnEveryServer]
    public async Task A_short_cron_job_is_filled_in(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(CronJobs.Path, CronJobs.Named("a"))).Created();

        created.Has("spec", """
            {"concurrencyPolicy":"Allow","failedJobsHistoryLimit":1,"jobTemplate":{"metadata":{},"spec":{"template":{"metadata":{},"spec":{
             "containers":[{"image":"x:1","imagePullPolicy":"IfNotPresent","name":"c","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],
             "dnsPolicy":"ClusterFirst","restartPolicy":"Never","schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30}}}},
             "schedule":"0 0 1 1 *","successfulJobsHistoryLimit":3,"suspend":false}
            """);
        created.Has("status", "{}");
        Assert.Equal("1", created["metadata.generation"]);
    }

    [Theory, OnEveryServer]
    public async Task An_image_without_a_tag_is_always_pulled(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(CronJobs.Path, CronJobs.Named("a", container: """{"name":"c","image":"x"}"""))).Created();

        Assert.Equal("Always", created[$"{PodSpec}.containers.0.imagePullPolicy"]);
    }

    [Theory, OnEveryServer]
    public async Task References_and_files_inside_a_pod_are_filled_in(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(CronJobs.Path, CronJobs.Named("a", container:
            """{"name":"c","image":"x:1","env":[{"name":"U","valueFrom":{"fieldRef":{"fieldPath":"metadata.uid"}}}]}],"volumes":[{"name":"w","downwardAPI":{"items":[{"path":"p","fieldRef":{"fieldPath":"metadata.annotations['a']"}}]}},{"name":"s","secret":{"secretName":"s"}}],"nodeSelector":{},"tolerations":["""))).Created();

        created.Has($"{PodSpec}.containers.0.env", """[{"name":"U","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.uid"}}}]""");
        created.Has($"{PodSpec}.volumes", """
            [{"name":"w","downwardAPI":{"defaultMode":420,"items":[{"path":"p","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.annotations['a']"}}]}},
             {"name":"s","secret":{"defaultMode":420,"secretName":"s"}}]
            """);
    }

    [Theory, OnEveryServer]
    public async Task Quantities_are_kept_in_their_canonical_form(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(CronJobs.Path, CronJobs.Named("a", container:
            """{"name":"c","image":"x:1","resources":{"requests":{"cpu":0.25,"memory":"1024Mi"},"limits":{"cpu":"1000m","memory":"4Gi"}}}"""))).Created();

        created.Has($"{PodSpec}.containers.0.resources", """{"requests":{"cpu":"250m","memory":"1Gi"},"limits":{"cpu":"1","memory":"4Gi"}}""");
    }

    [Theory, OnEveryServer]
    public async Task A_limit_makes_no_request_in_a_template(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(CronJobs.Path, CronJobs.Named("a", container: """{"name":"c","image":"x:1","resources":{"limits":{"cpu":"1"}}}"""))).Created();

        created.Has($"{PodSpec}.containers.0.resources", """{"limits":{"cpu":"1"}}""");
    }

    [Theory, OnEveryServer]
    public async Task A_schedule_has_five_fields(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("bad", schedule: "x"));

        answer.RefusesAsInvalid("CronJob", "batch", "bad", ("spec.schedule", "FieldValueInvalid", "Invalid value: \"x\": expected exactly 5 fields, found 1: [x]"));
    }

    [Theory, OnEveryServer]
    public async Task A_field_of_a_schedule_has_its_range(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("bad", schedule: "61 * * * *"));

        answer.RefusesAsInvalid("CronJob", "batch", "bad", ("spec.schedule", "FieldValueInvalid", "Invalid value: \"61 * * * *\": end of range (61) above maximum (59): 61"));
    }

    [Theory, OnEveryServer]
    public async Task A_schedule_carries_no_time_zone_of_its_own(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("bad", schedule: "TZ=Europe/Berlin 0 0 * * *"));

        answer.RefusesAsInvalid("CronJob", "batch", "bad", ("spec.schedule", "FieldValueInvalid",
            "Invalid value: \"TZ=Europe/Berlin 0 0 * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead"));
    }

    [Theory, OnEveryServer]
    public async Task Every_cause_is_told_with_its_field(ServerKind on)
    {
        using var space = await On(on);
        var name = new string('a', 58);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named(name, ""","timeZone":"No/Where" """));

        answer.RefusesAsInvalid("CronJob", "batch", name,
            ("spec.timeZone", "FieldValueInvalid", "Invalid value: \"No/Where\": unknown time zone No/Where"),
            ("metadata.name", "FieldValueInvalid", $"Invalid value: \"{name}\": must be no more than 52 characters"));
    }

    [Theory, OnEveryServer]
    public async Task A_policy_is_one_of_those_known(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("a", ""","concurrencyPolicy":"Sometimes" """));

        answer.RefusesAsInvalid("CronJob", "batch", "a",
            ("spec.concurrencyPolicy", "FieldValueNotSupported", "Unsupported value: \"Sometimes\": supported values: \"Allow\", \"Forbid\", \"Replace\""));
    }

    [Theory, OnEveryServer]
    public async Task A_history_is_not_negative(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("a", ""","failedJobsHistoryLimit":-1"""));

        answer.RefusesAsInvalid("CronJob", "batch", "a", ("spec.failedJobsHistoryLimit", "FieldValueInvalid", "Invalid value: -1: must be greater than or equal to 0"));
    }

    [Theory, OnEveryServer]
    public async Task A_pod_of_a_job_is_not_always_restarted(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("a").Replace("Never", "Always", StringComparison.Ordinal));

        answer.RefusesAsInvalid("CronJob", "batch", "a",
            ("spec.jobTemplate.spec.template.spec.restartPolicy", "FieldValueRequired", "Required value: valid values: \"OnFailure\", \"Never\""));
    }

    [Theory, OnEveryServer]
    public async Task A_container_needs_an_image(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("a", container: """{"name":"c"}"""));

        answer.RefusesAsInvalid("CronJob", "batch", "a", ("spec.jobTemplate.spec.template.spec.containers[0].image", "FieldValueRequired", "Required value"));
    }

    [Theory, OnEveryServer]
    public async Task An_unknown_field_is_refused_when_strict(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post($"{CronJobs.Path}?fieldValidation=Strict", CronJobs.Named("a", ""","shedule":"x" """));

        answer.Refuses(400, "BadRequest", "CronJob in version \"v1\" cannot be handled as a CronJob: strict decoding error: unknown field \"spec.shedule\"");
    }

    [Theory, OnEveryServer]
    public async Task A_field_of_the_wrong_type_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CronJobs.Path, CronJobs.Named("a", ""","suspend":"yes" """));

        answer.Refuses(400, "BadRequest",
            "CronJob in version \"v1\" cannot be handled as a CronJob: json: cannot unmarshal string into Go struct field CronJobSpec.spec.suspend of type bool");
    }
}
