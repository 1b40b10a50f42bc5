using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Init containers, the policy for their failures, and their logs, as far as an API server knows of them.</summary>
public sealed class InitContainerTests(TestServers servers) : ContractTest(servers)
{
    private const string Jobs = "/apis/batch/v1/~/jobs";
    private const string Pods = "/api/v1/~/pods";
    private const string Pod = """
        {"metadata":{"name":"p"},"spec":{"restartPolicy":"Never","initContainers":[{"name":"a","image":"x:1"},{"name":"b","image":"x:1"}],"containers":[{"name":"c","image":"x:1"}]}}
        """;

    [Theory, OnEveryServer]
    public async Task A_job_with_a_policy_for_failures_replaces_only_pods_that_have_failed(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(Jobs, Job("""{"action":"FailJob","onExitCodes":{"containerName":"a","operator":"In","values":[4]}}"""))).Created();

        Assert.Equal("Failed", created["spec.podReplacementPolicy"]);
        created.Has("spec.podFailurePolicy", """{"rules":[{"action":"FailJob","onExitCodes":{"containerName":"a","operator":"In","values":[4]}}]}""");
        created.Has("spec.template.spec.initContainers", """[{"name":"a","image":"x:1","imagePullPolicy":"IfNotPresent","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}]""");
    }

    [Theory, OnEveryServer]
    public async Task Its_rules_may_name_only_containers_that_the_pod_has(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Jobs, Job("""{"action":"FailJob","onExitCodes":{"containerName":"z","operator":"In","values":[4]}}"""));

        answer.RefusesAsInvalid("Job", "batch", "j", (
            "spec.podFailurePolicy.rules[0].onExitCodes.containerName", "FieldValueInvalid", "Invalid value: \"z\": must be one of the container or initContainer names in the pod template"));
    }

    [Theory, OnEveryServer]
    public async Task Success_is_no_failure_that_a_rule_could_match(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Jobs, Job("""{"action":"FailJob","onExitCodes":{"operator":"In","values":[0]}}"""));

        answer.RefusesAsInvalid("Job", "batch", "j", ("spec.podFailurePolicy.rules[0].onExitCodes.values[0]", "FieldValueInvalid", "Invalid value: 0: must not be 0 for the In operator"));
    }

    [Theory, OnEveryServer]
    public async Task What_a_kubelet_writes_of_them_is_kept(ServerKind on)
    {
        const string Statuses = """
            [{"name":"a","image":"x:1","imageID":"","restartCount":0,"ready":true,"started":false,"lastState":{},
              "state":{"terminated":{"exitCode":0,"reason":"Completed","message":"{}","startedAt":"2026-11-25T10:00:00Z","finishedAt":"2026-11-25T10:00:01Z"}} },
             {"name":"b","image":"x:1","imageID":"","restartCount":0,"ready":false,"started":false,"lastState":{},"state":{"waiting":{"reason":"PodInitializing"}} }]
            """;
        using var space = await On(on);
        (await space.Post(Pods, Pod)).Created();

        var patched = (await space.MergePatch($"{Pods}/p/status", $$$"""{"status":{"phase":"Pending","initContainerStatuses":{{{Statuses}}} } }""")).Ok();

        Assert.Equal("Pending", patched["status.phase"]);
        Assert.Equal(("0", "{}", "PodInitializing"), (
            patched["status.initContainerStatuses.0.state.terminated.exitCode"], patched["status.initContainerStatuses.0.state.terminated.message"], patched["status.initContainerStatuses.1.state.waiting.reason"]));
    }

    [Theory, OnEveryServer]
    public async Task A_log_is_that_of_a_container_that_the_pod_has(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Pods, Pod)).Created();
        (await space.Post(Pods, Pod.Replace("\"p\"", "\"q\"", StringComparison.Ordinal).Replace("\"containers\":[", "\"containers\":[{\"name\":\"d\",\"image\":\"x:1\"},", StringComparison.Ordinal))).Created();

        var unknown = await space.Get($"{Pods}/p/log?container=z");
        var open = await space.Get($"{Pods}/q/log");

        Assert.Equal((400, "container z is not valid for pod p"), (unknown.Status, unknown["message"]));
        Assert.DoesNotContain("must be specified", (await space.Get($"{Pods}/p/log")).Text, StringComparison.Ordinal);
        Assert.Equal("a container name must be specified for pod q, choose one of: [a b d c]", open["message"]);
    }

    private static string Job(string rule) => $$$"""
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"podFailurePolicy":{"rules":[{{{rule}}}]},"template":{"spec":{"restartPolicy":"Never",
         "initContainers":[{"name":"a","image":"x:1"}],"containers":[{"name":"c","image":"x:1"}]} } } }
        """;
}
