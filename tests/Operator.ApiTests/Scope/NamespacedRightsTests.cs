using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Scope;

/// <summary>
/// The operator under an account that has the Roles of config/namespaced and nothing else. The sandbox lets everyone do everything, so
/// this is for a real API server with RBAC.
/// </summary>
public sealed class NamespacedRightsTests(TestServers servers)
{
    [Fact]
    public async Task They_suffice_for_ingestions_in_each_of_the_namespaces_to_become_ready()
    {
        await using var granted = await OnARealServerAsync();
        await granted.DeclareAsync(granted.One, "analytics");
        await granted.DeclareAsync(granted.Two, "finance");

        await using var running = await granted.StartOperatorAsync();

        await Granted.UntilReadyAsync(granted.One, "analytics");
        await Granted.UntilReadyAsync(granted.Two, "finance");
        (await running.UntilReadinessAsync(readiness => readiness.Status == 200)).Ok();
        (await granted.Two.Get("/apis/batch/v1/~/cronjobs/finance-marts")).Ok();
        Assert.DoesNotContain("forbidden", running.Log.All, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_following_Secrets_the_right_to_get_them_suffices()
    {
        await using var granted = await OnARealServerAsync(rules => Take(rules, "secrets", "list", "watch"));
        await granted.DeclareAsync(granted.One, "analytics");

        await using var running = await granted.StartOperatorAsync(watchSecrets: false);

        await Granted.UntilReadyAsync(granted.One, "analytics");
        (await running.UntilReadinessAsync(readiness => readiness.Status == 200)).Ok();
        Assert.DoesNotContain("forbidden", running.Log.All, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("jobs", "list", "batch")]
    [InlineData("jobs", "watch", "batch")]
    [InlineData("secrets", "list", "")]
    [InlineData("pods", "watch", "")]
    [InlineData("dbtcloudingestions", "list", "metadata-ingestion.io")]
    public async Task A_right_that_is_missing_is_named_and_keeps_the_operator_from_being_ready_until_it_is_granted(string plural, string verb, string group)
    {
        await using var granted = await OnARealServerAsync();
        await granted.GrantAsync(granted.Two, rules => Take(rules, plural, verb));
        await using var running = await granted.StartOperatorAsync();
        var resource = group.Length == 0 ? plural : $"{plural}.{group}";

        var refused = await running.UntilReadinessAsync(readiness => readiness.Text.Contains("[-]rights", StringComparison.Ordinal));
        await running.UntilToldAsync(
            "Warning",
            $"RBAC does not allow to {verb} {resource} in the namespace {granted.Two.Name}: grant the operator's service account the verbs list and watch",
            $"on resources [\"{plural}\"] in apiGroups [\"{group}\"] there, by a Role and a RoleBinding",
            $"cannot {verb} resource \"{plural}\"");
        await granted.GrantAsync(granted.Two);
        var ready = await running.UntilReadinessAsync(readiness => readiness.Status == 200);

        Assert.Equal(503, refused.Status);
        Assert.Contains($"[-]rights failed: RBAC does not allow to {verb} {resource} in the namespace {granted.Two.Name}\n", refused.Text, StringComparison.Ordinal);
        Assert.Contains("[+]rights ok\n", ready.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dbtcloudingestions/status", "patch", "patch", "metadata-ingestion.io")]
    [InlineData("cronjobs", "create", "create and patch", "batch")]
    public async Task A_write_that_is_not_granted_is_named_in_the_log(string plural, string verb, string verbs, string group)
    {
        await using var granted = await OnARealServerAsync(rules => Take(rules, plural, verb));
        await granted.DeclareAsync(granted.One, "analytics");

        await using var running = await granted.StartOperatorAsync();

        await running.UntilToldAsync(
            "Warning",
            $"RBAC does not allow to {verbs} {plural}.{group} in the namespace {granted.One.Name}: grant the operator's service account the verbs {verbs}",
            $"on resources [\"{plural}\"] in apiGroups [\"{group}\"] there",
            $"cannot {verb} resource \"{plural}\"");
    }

    [Fact]
    public async Task A_Lease_that_may_not_be_written_is_named_in_the_log()
    {
        await using var granted = await OnARealServerAsync();
        await granted.WithoutLeaseAsync();

        await using var running = await granted.StartOperatorAsync();

        await running.UntilToldAsync("Warning", "grant the operator's service account the verbs get, create and update on resources [\"leases\"] in apiGroups [\"coordination.k8s.io\"]");
    }

    private async Task<Granted> OnARealServerAsync(Action<JsonArray>? change = null)
    {
        Assert.SkipUnless(RealServers.Any, RealServers.WhyThereIsNone);
        return await Granted.OnAsync(await servers.StartedAsync(ServerKind.Real), change);
    }

    private static void Take(JsonArray rules, string plural, params string[] verbs)
    {
        var rule = rules.Single(rule => rule!["resources"]!.AsArray().Any(resource => (string?)resource == plural))!;
        var left = rule["verbs"]!.AsArray();
        left.RemoveAll(verb => verbs.Contains((string?)verb));
        if (left.Count == 0)
        {
            rules.Remove(rule);
        }
    }
}
