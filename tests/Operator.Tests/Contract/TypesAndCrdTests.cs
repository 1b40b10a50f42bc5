using System.Text.Json.Nodes;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Contract;

public sealed class TypesAndCrdTests
{
    [Fact]
    public void Types_and_CRD_say_the_same_of_every_field()
    {
        var crd = CustomResource.Schema.DeepClone().AsObject();
        foreach (var common in new[] { "apiVersion", "kind", "metadata" })
        {
            crd["properties"]!.AsObject().Remove(common);
        }

        var differences = SchemaDifferences.Between(TypeSchema.OfObject(typeof(DbtCloudIngestion)), crd, "");

        Assert.Equal([], differences);
    }

    [Theory]
    [InlineData("maxLength", "253", "254")]
    [InlineData("type", "\"string\"", "\"integer\"")]
    [InlineData("default", "\"token\"", null)]
    public void A_difference_in_one_keyword_is_found(string keyword, string inTypes, string? inCrd)
    {
        var types = new JsonObject { [keyword] = JsonNode.Parse(inTypes) };
        var crd = inCrd is null ? [] : new JsonObject { [keyword] = JsonNode.Parse(inCrd) };

        Assert.Single(SchemaDifferences.Between(types, crd, "field"));
        Assert.Single(SchemaDifferences.Between(crd, types, "field"));
    }

    [Fact]
    public void A_field_of_one_side_only_is_found()
    {
        var one = Yaml.Read("properties: {a: {type: string}}");
        var both = Yaml.Read("properties: {a: {type: string}, b: {type: string}}");

        Assert.Equal(["x.b is only in the CRD"], SchemaDifferences.Between(one, both, "x"));
        Assert.Equal(["x.b is only in the types"], SchemaDifferences.Between(both, one, "x"));
    }

    [Fact]
    public void A_field_that_Kubernetes_own_type_lacks_is_found()
    {
        var types = new JsonObject { [TypeSchema.Foreign] = typeof(k8s.Models.V1Toleration).FullName };

        var differences = SchemaDifferences.Between(types, Yaml.Read("properties: {key: {type: string}, colour: {type: string}}"), "x");

        Assert.Equal(["x.colour: V1Toleration has no such field"], differences);
    }

    [Fact]
    public void The_CRD_names_the_kind_as_the_code_does()
    {
        var spec = CustomResource.Definition["spec"]!;

        Assert.Equal(Names.Group, (string?)spec["group"]);
        Assert.Equal(Names.Kind, (string?)spec["names"]!["kind"]);
        Assert.Equal(Names.Plural, (string?)spec["names"]!["plural"]);
        Assert.Equal(Names.Version, (string?)CustomResource.Version["name"]);
        Assert.Equal($"{Names.Plural}.{Names.Group}", (string?)CustomResource.Definition["metadata"]!["name"]);
    }
}
