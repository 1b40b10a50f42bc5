using System.Text.Json.Nodes;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Servers;
using Sandbox.Kubernetes.Http;
using Xunit;

namespace Operator.ApiTests.Ingestions;

/// <summary>The CRD and the samples, given to an API server.</summary>
public sealed class DefinitionTests(TestServers servers) : ContractTest(servers)
{
    [Theory, OnEveryServer]
    public async Task The_CRD_is_stored_as_it_is_written(ServerKind on)
    {
        using var space = await On(on);
        await IngestionKind.InstallAsync(space);

        var stored = (await space.Get(IngestionKind.Definition)).Ok();

        stored.Has("spec", Yaml.Parse(IngestionKind.Crd)!["spec"]!.ToJsonString());
    }

    [Theory, OnEveryServer]
    public async Task The_CRD_has_no_complaint_about_itself(ServerKind on)
    {
        using var space = await On(on);

        var applied = await space.Apply(IngestionKind.Definition, "contract", IngestionKind.Crd, force: true);

        Assert.Empty(applied.Accepted().Warnings);
        await space.Until(IngestionKind.Definition, crd => ((JsonArray?)crd.Node("status.conditions") ?? []).Any(condition =>
            (string?)condition!["type"] == "Established" && (string?)condition["status"] == "True"));
    }

    [Theory, OnEveryServer]
    public async Task A_sample_is_accepted_and_completed(ServerKind on)
    {
        using var space = await On(on);
        await IngestionKind.InstallAsync(space);

        var minimal = (await space.Apply($"{IngestionKind.Path}/minimal?fieldValidation=Strict", "contract", IngestionKind.Sample("minimal.yaml", space))).Created();
        var analytics = (await space.Apply($"{IngestionKind.Path}/analytics?fieldValidation=Strict", "contract", IngestionKind.Sample("analytics.yaml", space))).Created();

        minimal.Has("status", """{"observedGeneration":-1}""");
        minimal.Has("spec.options", """{"updateDescriptions":true,"updateOwners":true,"includeTags":true,"classificationName":"dbtTags"}""");
        minimal.Has("spec.connectionTest", """{"interval":"1h","required":true}""");
        Assert.Equal("token", minimal["spec.account.tokenSecretRef.key"]);
        Assert.Equal("jwtToken", analytics["spec.openMetadata.tokenSecretRef.key"]);
        Assert.Null(minimal["spec.run"]);
    }

    [Theory, OnEveryServer]
    public async Task What_affinity_holds_beyond_its_schema_is_refused_or_not_stored(ServerKind on)
    {
        using var space = await On(on);
        await IngestionKind.InstallAsync(space);
        (await space.Apply($"{IngestionKind.Path}/minimal", "contract", IngestionKind.Sample("minimal.yaml", space))).Accepted();
        var deep = string.Concat(Enumerable.Repeat("""{"x":""", 80)) + "1" + new string('}', 80);
        var patch = $$$"""{"spec":{"run":{"affinity":{"podAffinity":{{{deep}}} } } } }""";

        var strict = await space.MergePatch($"{IngestionKind.Path}/minimal?fieldValidation=Strict", patch);
        var lenient = (await space.MergePatch($"{IngestionKind.Path}/minimal", patch)).Ok();

        Assert.Equal(422, strict.Status);
        Assert.Contains("unknown field \"spec.run.affinity.podAffinity.x\"", strict["message"], StringComparison.Ordinal);
        lenient.Has("spec.run", """{"affinity":{"podAffinity":{}}}""");
    }

    [Theory, OnEveryServer]
    public async Task The_schema_refuses_what_it_does_not_know(ServerKind on)
    {
        using var space = await On(on);
        await IngestionKind.InstallAsync(space);
        var sample = IngestionKind.Sample("minimal.yaml", space);

        var wrong = await space.Apply($"{IngestionKind.Path}/a", "contract", sample.Replace("NorthAmerica", "Mars", StringComparison.Ordinal).Replace("name: minimal", "name: a", StringComparison.Ordinal));

        Assert.Equal((422, "Invalid"), (wrong.Status, wrong["reason"]));
        Assert.Contains("spec.account.region: Unsupported value: \"Mars\": supported values: \"NorthAmerica\", \"EMEA\", \"APAC\"", wrong["message"], StringComparison.Ordinal);
    }
}
