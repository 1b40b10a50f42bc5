using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Xunit;

namespace Operator.ApiTests.Objects;

/// <summary>The OpenAPI documents hold what clients look for.</summary>
public sealed class OpenApiTests
{
    private static readonly OpenApiResource CronJobs = new(Sample.CronJobs, "cronjobs", Namespaced: true, HasStatus: true);

    [Fact]
    public void The_index_names_a_document_for_each_group_and_version()
    {
        var index = OpenApi.Index([CronJobs, new OpenApiResource(BuiltInTypes.Find("", "v1", "Secret")!, "secrets", true, false)]);

        Assert.Equal(["api/v1", "apis/batch/v1"], index["paths"]!.AsObject().Select(path => path.Key));
    }

    [Fact]
    public void Patching_takes_field_validation()
    {
        var patch = OpenApi.Document([CronJobs])["paths"]!["/apis/batch/v1/namespaces/{namespace}/cronjobs/{name}"]!["patch"]!;

        Assert.Contains("fieldValidation", patch["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
        Assert.Equal("""{"group":"batch","kind":"CronJob","version":"v1"}""", patch["x-kubernetes-group-version-kind"]!.ToJsonString());
    }

    [Fact]
    public void Every_reference_leads_to_a_schema()
    {
        var document = OpenApi.Document([CronJobs]);
        var schemas = document["components"]!["schemas"]!.AsObject();

        var references = References(document).Distinct().ToList();

        Assert.NotEmpty(references);
        Assert.Equal([], references.Where(reference => !schemas.ContainsKey(reference)));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key == "$ref" ? [((string)pair.Value!)["#/components/schemas/".Length..]] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
