using System.Text.Json.Nodes;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Servers;
using Sandbox.Demo;
using Sandbox.Kubernetes.Http;
using Xunit;

namespace Operator.ApiTests.Ingestions;

/// <summary>
/// The expressions of the Flux sample that fails at once, over every status of the plan's cases. They are evaluated as rules of a
/// CRD, since the API server's CEL is Flux's: a rule is the expression turned round, so the one that is broken is the one that holds.
/// </summary>
public sealed class HealthCheckTests(TestServers servers) : ContractTest(servers)
{
    private static readonly string[] WaitsForAPerson =
    [
        "Forbidden", "SecretMalformed", "InvalidTokenOrHost", "WrongAccount", "IpNotAllowlisted", "PlanNotPaid", "TlsFailure", "UnexpectedResponse", "NameConflict",
        "QuotaExceeded", "Rejected", "CaBundleTooLarge", "Unreadable",
    ];

    [Fact]
    public async Task Flux_fails_at_once_for_what_waits_for_a_person_and_waits_for_the_rest()
    {
        using var space = await OnARealServer();
        var group = $"{space.Name}.example.com";
        (await space.Post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definition(group))).Created();
        await space.Until($"/apis/{group}/v1/~/verdicts", answer => answer.Status == 200);
        try
        {
            foreach (var (name, status) in Statuses())
            {
                var answer = await space.Post($"/apis/{group}/v1/~/verdicts?dryRun=All", new JsonObject
                {
                    ["apiVersion"] = $"{group}/v1",
                    ["kind"] = "Verdict",
                    ["metadata"] = new JsonObject { ["name"] = "a" },
                    ["status"] = status.DeepClone(),
                }.ToJsonString());

                Assert.Equal((name, Expected(status)), (name, Shown(answer)));
            }
        }
        finally
        {
            await space.Delete($"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/verdicts.{group}");
        }
    }

    private static string Expected(JsonNode status)
    {
        var conditions = status["conditions"]?.AsArray() ?? [];
        var ready = conditions.FirstOrDefault(condition => (string?)condition!["type"] == "Ready");
        return (string?)ready?["status"] == "True" ? "Current"
            : conditions.Any(condition => (string?)condition!["type"] == "Stalled") || WaitsForAPerson.Contains((string?)ready?["reason"]) ? "Failed"
            : "InProgress";
    }

    private static string Shown(Contract.Answer answer) =>
        answer.Status == 201 ? "InProgress" : string.Join(" and ", answer.Node("details.causes")!.AsArray().Select(cause => ((string)cause!["message"]!).Split(": ")[^1]));

    private static IEnumerable<(string Name, JsonNode Status)> Statuses()
    {
        yield return ("not looked at", JsonNode.Parse("""{"observedGeneration":-1}""")!);
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Checkout.Find().Top, "tests", "Operator.Tests", "Plan", "Cases")).Order())
        {
            yield return (Path.GetFileName(folder), Yaml.Parse(File.ReadAllText(Path.Combine(folder, "status.yaml")))!["status"]!);
        }
    }

    private static string Definition(string group)
    {
        var checks = Yaml.Parse(File.ReadAllText(Path.Combine(Checkout.Find().Top, "config", "flux", "ingestions-fail-at-once.yaml")))!["spec"]!["healthCheckExprs"]![0]!;
        var definition = JsonNode.Parse("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"verdicts.GROUP"},
             "spec":{"group":"GROUP","scope":"Namespaced","names":{"kind":"Verdict","plural":"verdicts"},"versions":[{"name":"v1","served":true,"storage":true,"schema":
              {"openAPIV3Schema":{"type":"object","x-kubernetes-validations":[],"properties":{"status":{"type":"object","properties":{"conditions":{"type":"array","maxItems":20,
               "items":{"type":"object","properties":{"type":{"type":"string","maxLength":100},"status":{"type":"string","maxLength":100},"reason":{"type":"string","maxLength":100}}}}}}}}}}]}}
            """.Replace("GROUP", group, StringComparison.Ordinal))!;
        var rules = definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["x-kubernetes-validations"]!.AsArray();
        rules.Add(Rule(checks["failed"], "Failed"));
        rules.Add(Rule(checks["current"], "Current"));
        return definition.ToJsonString();
    }

    private static JsonObject Rule(JsonNode? expression, string verdict) =>
        new JsonObject { ["rule"] = $"!({((string)expression!).Replace("status.conditions", "self.status.conditions", StringComparison.Ordinal)})", ["message"] = verdict };
}
