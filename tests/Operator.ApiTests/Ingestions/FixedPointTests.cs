using System.Text.Json.Nodes;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Servers;
using Sandbox.Kubernetes.Http;
using Xunit;

namespace Operator.ApiTests.Ingestions;

/// <summary>What Git holds is what the API server holds: no tool sees a difference that never goes away.</summary>
public sealed class FixedPointTests(TestServers servers) : ContractTest(servers)
{
    private static readonly string[] Samples = ["minimal", "analytics", "environment"];

    [Theory, OnEveryServer]
    public async Task Applied_again_on_the_server_a_sample_changes_nothing(ServerKind on)
    {
        using var space = await On(on);
        await IngestionKind.InstallAsync(space);
        foreach (var sample in Samples)
        {
            var manifest = IngestionKind.Sample($"{sample}.yaml", space);
            var first = (await space.Apply($"{IngestionKind.Path}/{sample}", "argocd-controller", manifest, force: true)).Created();

            // The first write after a creation also stores the status's default, which the creation left out.
            var second = (await space.Apply($"{IngestionKind.Path}/{sample}", "argocd-controller", manifest, force: true)).Ok();
            var third = (await space.Apply($"{IngestionKind.Path}/{sample}", "argocd-controller", manifest, force: true)).Ok();

            Assert.Equal(first["metadata.generation"], second["metadata.generation"]);
            Assert.Equal(second.Version, third.Version);
            Assert.Equal([], Lost(Yaml.Parse(manifest)!, second.Body, sample));
        }
    }

    /// <summary>As kubectl and Helm 3 do it: a create, and then a patch of what differs.</summary>
    [Theory, OnEveryServer]
    public async Task Applied_again_by_the_client_a_sample_changes_nothing(ServerKind on)
    {
        using var space = await On(on);
        await IngestionKind.InstallAsync(space);
        foreach (var sample in Samples)
        {
            var manifest = Yaml.Parse(IngestionKind.Sample($"{sample}.yaml", space))!.ToJsonString();
            var first = (await space.Post($"{IngestionKind.Path}?fieldManager=kubectl-client-side-apply", manifest)).Created();

            var second = (await space.MergePatch($"{IngestionKind.Path}/{sample}?fieldManager=kubectl-client-side-apply", manifest)).Ok();
            var third = (await space.MergePatch($"{IngestionKind.Path}/{sample}?fieldManager=kubectl-client-side-apply", manifest)).Ok();

            Assert.Equal(first["metadata.generation"], second["metadata.generation"]);
            Assert.Equal(second.Version, third.Version);
            Assert.Equal([], Lost(JsonNode.Parse(manifest)!, second.Body, sample));
        }
    }

    [Theory, OnEveryServer]
    public async Task The_CRD_applied_again_is_the_same_generation_and_nothing_of_it_is_lost(ServerKind on)
    {
        using var space = await On(on);
        await IngestionKind.InstallAsync(space);
        var before = (await space.Get(IngestionKind.Definition)).Ok();

        var again = (await space.Apply(IngestionKind.Definition, "contract", IngestionKind.Crd, force: true)).Ok();

        Assert.Equal(before["metadata.generation"], again["metadata.generation"]);
        Assert.Equal([], Lost(Yaml.Parse(IngestionKind.Crd)!, again.Body, "CRD"));
    }

    /// <summary>What was written and reads back otherwise. In a list every item counts whole: some tools replace lists, and a default inside one
    /// would be a difference to them.</summary>
    private static IEnumerable<string> Lost(JsonNode written, JsonNode? stored, string path) => (written, stored) switch
    {
        (JsonObject map, JsonObject kept) => map.SelectMany(entry => Lost(entry.Value!, kept[entry.Key], $"{path}.{entry.Key}")),
        _ => JsonNode.DeepEquals(written, stored) ? [] : [$"{path}: {written.ToJsonString()} is {stored?.ToJsonString()}"],
    };
}
