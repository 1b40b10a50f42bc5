using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Jobs: what the server fills in, and what cannot change once a Job runs.</summary>
public sealed class JobTests(TestServers servers) : ContractTest(servers)
{
    private const string Jobs = "/apis/batch/v1/~/jobs";

    [Theory, OnEveryServer]
    public async Task A_short_job_is_filled_in_and_selects_its_pods_by_its_uid(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(Jobs, Job())).Created();

        created.Has("spec", $$$"""
            {"backoffLimit":6,"completionMode":"NonIndexed","completions":1,"manualSelector":false,"parallelism":1,"podReplacementPolicy":"TerminatingOrFailed",
             "selector":{"matchLabels":{"batch.kubernetes.io/controller-uid":"{{{created.Uid}}}"}},"suspend":false,
             "template":{"metadata":{"labels":{"batch.kubernetes.io/controller-uid":"{{{created.Uid}}}","batch.kubernetes.io/job-name":"a","controller-uid":"{{{created.Uid}}}","job-name":"a"}},
             "spec":{"containers":[{"image":"x:1","imagePullPolicy":"IfNotPresent","name":"c","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],
             "dnsPolicy":"ClusterFirst","restartPolicy":"Never","schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30}} }
            """);
    }

    [Theory, OnEveryServer]
    public async Task Labels_of_the_template_reach_a_job_without_labels_of_its_own(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(Jobs, Job(template: """ "metadata":{"labels":{"x":"1"}}, """))).Created();

        created.Has("metadata.labels", $$$"""
            {"x":"1","batch.kubernetes.io/controller-uid":"{{{created.Uid}}}","batch.kubernetes.io/job-name":"a","controller-uid":"{{{created.Uid}}}","job-name":"a"}
            """);
    }

    [Theory, OnEveryServer]
    public async Task A_job_with_labels_of_its_own_keeps_just_those(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(Jobs, Job(metadata: ""","labels":{"mine":"1"}"""))).Created();

        created.Has("metadata.labels", """{"mine":"1"}""");
    }

    [Theory, OnEveryServer]
    public async Task The_template_of_a_job_cannot_change(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Jobs, Job())).Created();

        var answer = await space.StrategicPatch($"{Jobs}/a", """{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"y:1"}]}}}}""");

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
        Assert.Equal(("spec.template", "FieldValueInvalid"), (answer["details.causes.0.field"], answer["details.causes.0.reason"]));
        Assert.EndsWith(": field is immutable", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_job_can_be_suspended_and_resumed(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Jobs, Job())).Created();

        Assert.Equal("true", (await space.MergePatch($"{Jobs}/a", """{"spec":{"suspend":true}}""")).Ok()["spec.suspend"]);
        Assert.Null((await space.MergePatch($"{Jobs}/a", """{"spec":{"suspend":null}}""")).Ok()["spec.template.spec.nodeName"]);
    }

    [Theory, OnEveryServer]
    public async Task A_job_needs_a_restart_policy(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Jobs, Job().Replace("\"restartPolicy\":\"Never\",", "", StringComparison.Ordinal));

        answer.RefusesAsInvalid("Job", "batch", "a", ("spec.template.spec.restartPolicy", "FieldValueRequired", "Required value: valid values: \"OnFailure\", \"Never\""));
    }

    [Theory, OnEveryServer]
    public async Task A_job_needs_a_container(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Jobs, Job(containers: "[]"));

        answer.RefusesAsInvalid("Job", "batch", "a", ("spec.template.spec.containers", "FieldValueRequired", "Required value"));
    }

    [Theory, OnEveryServer]
    public async Task A_job_made_from_a_cron_job_keeps_its_owner(ServerKind on)
    {
        using var space = await On(on);
        var cronJob = (await space.Post(CronJobs.Path, CronJobs.Named("cron"))).Created();

        var created = (await space.Post(Jobs, Job(metadata: $$$"""
            ,"annotations":{"cronjob.kubernetes.io/instantiate":"manual"},"ownerReferences":[{"apiVersion":"batch/v1","kind":"CronJob","name":"cron","uid":"{{{cronJob.Uid}}}","controller":true}]
            """))).Created();

        created.Has("metadata.ownerReferences", $$$"""[{"apiVersion":"batch/v1","kind":"CronJob","name":"cron","uid":"{{{cronJob.Uid}}}","controller":true}]""");
        Assert.Equal("manual", created.Body["metadata"]!["annotations"]!["cronjob.kubernetes.io/instantiate"]!.GetValue<string>());
    }

    [Theory, OnEveryServer]
    public async Task Jobs_are_deleted_alone_unless_a_policy_is_given(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Jobs, Job(metadata: ""","finalizers":["example.com/hold"]"""))).Created();

        var deleted = (await space.Delete($"{Jobs}/a")).Ok();

        deleted.Has("metadata.finalizers", """["example.com/hold","orphan"]""");
        Assert.Contains("child pods are preserved by default when jobs are deleted", Assert.Single(deleted.Warnings), StringComparison.Ordinal);
        (await space.MergePatch($"{Jobs}/a", """{"metadata":{"finalizers":null}}""")).Ok();
    }

    [Theory, OnEveryServer]
    public async Task Jobs_are_selected_by_the_labels_of_their_cron_job(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Jobs, Job(metadata: ""","labels":{"app":"x"}"""))).Created();

        Assert.Equal(["a"], (await space.Get($"{Jobs}?labelSelector=app=x")).Ok().Names);
    }

    private static string Job(string metadata = "", string template = "", string containers = """[{"name":"c","image":"x:1"}]""") => $$$"""
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"{{{metadata}}} },"spec":{"template":{ {{{template}}} "spec":{"restartPolicy":"Never","containers":{{{containers}}} } } }}
        """;
}
