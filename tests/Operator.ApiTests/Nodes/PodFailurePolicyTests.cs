using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Sandbox.Controllers;
using Xunit;
using static Operator.ApiTests.Nodes.PlayedImages;

namespace Operator.ApiTests.Nodes;

/// <summary>
/// What becomes of a Job whose init container fails: with the sandbox's Job controller and with the real one, each of which sees the
/// pods that the sandbox's node runs.
/// </summary>
public sealed class PodFailurePolicyTests(TestServers servers)
{
    private const string FailOnFour = """{"rules":[{"action":"FailJob","onExitCodes":{"containerName":"fetch-artifacts","operator":"In","values":[4]}}]}""";

    [Theory, OnEveryJobController]
    public async Task A_code_that_is_final_fails_the_Job_at_once(ServerKind on)
    {
        var (job, pods) = await RunAsync(on, FailOnFour, backoffLimit: 3, fetch: "exit 4", ingestion: "exit 0");

        var message = $"Container fetch-artifacts for pod default/{Assert.Single(pods).NameOf()} failed with exit code 4 matching FailJob rule at index 0";
        Assert.Equal([$"FailureTarget PodFailurePolicy {message}", $"Failed PodFailurePolicy {message}"], Conditions(job));
        Assert.Equal((1L, null), (job.Number("status", "failed"), job.Number("status", "succeeded")));
    }

    [Theory, OnEveryJobController]
    public async Task Any_other_code_uses_up_an_attempt(ServerKind on)
    {
        var (job, pods) = await RunAsync(on, FailOnFour, backoffLimit: 0, fetch: "exit 3", ingestion: "exit 0");

        Assert.Single(pods);
        Assert.Equal(["FailureTarget BackoffLimitExceeded Job has reached the specified backoff limit", "Failed BackoffLimitExceeded Job has reached the specified backoff limit"], Conditions(job));
    }

    [Theory, OnEveryJobController]
    public async Task The_same_code_of_another_container_is_not_final(ServerKind on)
    {
        var (job, _) = await RunAsync(on, FailOnFour, backoffLimit: 0, fetch: "exit 0", ingestion: "exit 4");

        Assert.Equal("Failed BackoffLimitExceeded Job has reached the specified backoff limit", Conditions(job)[^1]);
    }

    [Theory, OnEveryJobController]
    public async Task The_first_rule_that_matches_decides(ServerKind on)
    {
        const string Rules = """
            {"rules":[{"action":"Count","onExitCodes":{"operator":"In","values":[4]}},
                      {"action":"FailJob","onExitCodes":{"operator":"NotIn","values":[3]}}]}
            """;

        var (counted, _) = await RunAsync(on, Rules, backoffLimit: 0, fetch: "exit 4", ingestion: "exit 0");
        var (final, pods) = await RunAsync(on, Rules, backoffLimit: 3, fetch: "exit 5", ingestion: "exit 0");

        Assert.StartsWith("Failed BackoffLimitExceeded", Conditions(counted)[^1], StringComparison.Ordinal);
        Assert.Equal($"Failed PodFailurePolicy Container fetch-artifacts for pod default/{pods.Single().NameOf()} failed with exit code 5 matching FailJob rule at index 1", Conditions(final)[^1]);
    }

    [Theory, OnEveryJobController]
    public async Task A_pod_that_comes_through_completes_it(ServerKind on)
    {
        var (job, pods) = await RunAsync(on, FailOnFour, backoffLimit: 3, fetch: "exit 0", ingestion: "exit 0");

        Assert.Equal("Complete CompletionsReached Reached expected number of succeeded pods", Conditions(job)[^1]);
        Assert.Equal("Succeeded", Assert.Single(pods).Text("status", "phase"));
    }

    private async Task<(JsonObject Job, IReadOnlyList<JsonObject> Pods)> RunAsync(ServerKind on, string policy, int backoffLimit, string fetch, string ingestion)
    {
        var name = $"job-{Guid.NewGuid():N}"[..16];
        var job = $$$"""
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"{{{name}}}"},"spec":{"backoffLimit":{{{backoffLimit}}},"podFailurePolicy":{{{policy}}},"template":{"spec":{"restartPolicy":"Never",
             "initContainers":[{{{Container("fetch-artifacts", fetch)}}}],"containers":[{{{Container("ingestion", ingestion)}}}]} } } }
            """;
        await using var world = await NodeWorld.WithJobsAsync(servers, on, Exits);
        var life = await world.LifeAsync("/apis/batch/v1/namespaces/default/jobs", job, item => JobConditions.IsFinished(item));
        var pods = await world.Api.GetAsync($"/api/v1/namespaces/default/pods?labelSelector=job-name%3D{name}", TestContext.Current.CancellationToken);
        return (life[^1], [.. pods.Items("items")]);
    }

    private static string[] Conditions(JsonObject job) =>
        [.. job.Items("status", "conditions").Where(condition => condition.Text("status") == "True").Select(condition => $"{condition.Text("type")} {condition.Text("reason")} {condition.Text("message")}")];
}
