using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Operator.Cluster.Watching;
using Sandbox.Controllers;
using Sandbox.Kubernetes;
using Xunit;

namespace Operator.ApiTests.Scope;

/// <summary>An operator that serves a list of namespaces.</summary>
public sealed class NamespaceTests
{
    private const string OperatorAgent = "dbt-cloud-ingestion-operator";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingestions_of_the_listed_ones_become_ready_and_those_elsewhere_are_not_touched()
    {
        await using var world = await ThreeNamespacesAsync();

        await world.StartOperatorAsync(options => options with { Scope = new WatchScope(["data", "finance"]) });
        await world.UntilReadyAsync("analytics", "data");
        await world.UntilReadyAsync("analytics", "finance");

        var elsewhere = await world.Api.GetAsync("/apis/metadata-ingestion.io/v1alpha1/namespaces/elsewhere/dbtcloudingestions/analytics", Cancelled);
        Assert.Equal("""{"observedGeneration":-1}""", elsewhere!["status"]!.ToJsonString());
        Assert.Empty((await world.Api.GetAsync("/apis/batch/v1/namespaces/elsewhere/cronjobs", Cancelled)).Items("items"));
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_whole_cluster_or_of_other_namespaces()
    {
        await using var world = await ThreeNamespacesAsync();

        await world.StartOperatorAsync(options => options with { Scope = new WatchScope(["data", "finance"]), LeaseNamespace = "data" });
        await world.UntilReadyAsync("analytics", "data");
        await world.UntilReadyAsync("analytics", "finance");

        var calls = world.Kubernetes.Requests.All.Where(call => call.UserAgent.Contains(OperatorAgent, StringComparison.Ordinal)).ToList();
        Assert.Equal([], calls.Where(call => !IsIn(call, "data") && !IsIn(call, "finance")));
        Assert.Equal(
            ["cronjobs", "dbtcloudingestions", "events", "jobs", "pods", "secrets"],
            calls.Where(call => call.IsWatch && IsIn(call, "finance")).Select(call => call.Path.Split('/')[^1]).Distinct().Order());
    }

    [Fact]
    public async Task An_ingestion_that_is_declared_later_is_found_in_each_of_them()
    {
        await using var world = await ThreeNamespacesAsync();
        await world.StartOperatorAsync(options => options with { Scope = new WatchScope(["data", "finance"]) });
        await world.UntilReadyAsync("analytics", "data");

        await world.ApplyAsync(In("finance", world.Ingestion("later")));

        await world.UntilReadyAsync("later", "finance");
    }

    private static bool IsIn(LoggedRequest call, string @namespace) => call.Path.Contains($"/namespaces/{@namespace}/", StringComparison.Ordinal);

    private static async Task<StoryWorld> ThreeNamespacesAsync()
    {
        var world = await StoryWorld.StartAsync();
        foreach (var name in (string[])["data", "finance", "elsewhere"])
        {
            await world.ApplyAsync(Manifests.Namespace(name));
            await world.ApplySecretsAsync(name);
            await world.ApplyAsync(In(name, world.Ingestion("analytics")));
        }

        return world;
    }

    private static JsonObject In(string @namespace, JsonObject ingestion)
    {
        ingestion["metadata"]!["namespace"] = @namespace;
        return ingestion;
    }
}
