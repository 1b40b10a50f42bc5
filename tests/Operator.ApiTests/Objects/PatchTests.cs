using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Xunit;

namespace Operator.ApiTests.Objects;

/// <summary>JSON, merge and strategic merge patches.</summary>
public sealed class PatchTests
{
    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"a":"1"},"finalizers":["x/a","x/b"]},
         "spec":{"containers":[{"name":"one","image":"i:1","env":[{"name":"A","value":"1"}]},{"name":"two","image":"i:2"}],
                 "volumes":[{"name":"v","emptyDir":{}}]}}
        """;

    [Theory]
    [InlineData("""{"metadata":{"labels":{"a":null,"b":"2"}}}""", """{"b":"2"}""")]
    [InlineData("""{"metadata":{"labels":{"c":{"d":null}}}}""", """{"a":"1","c":{}}""")]
    public void A_merge_patch_removes_by_null(string patch, string labels)
    {
        var patched = Patched(Patches.Merge(Sample.Parse(Pod), JsonNode.Parse(patch)));

        Assert.Equal(labels, patched["metadata"]!["labels"]!.ToJsonString());
    }

    [Fact]
    public void A_merge_patch_replaces_lists()
    {
        var patched = Patched(Patches.Merge(Sample.Parse(Pod), JsonNode.Parse("""{"spec":{"containers":[{"name":"three"}]}}""")));

        Assert.Equal("""[{"name":"three"}]""", patched["spec"]!["containers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/metadata/name","value":"p"},{"op":"replace","path":"/metadata/name","value":"q"}]""", "/metadata/name", "\"q\"")]
    [InlineData("""[{"op":"add","path":"/spec/containers/-","value":{"name":"x"}}]""", "/spec/containers/2", """{"name":"x"}""")]
    [InlineData("""[{"op":"add","path":"/spec/containers/0","value":{"name":"x"}}]""", "/spec/containers/0", """{"name":"x"}""")]
    [InlineData("""[{"op":"remove","path":"/spec/containers/-1"},{"op":"copy","from":"/metadata/labels/a","path":"/metadata/labels/b~1c"}]""", "/metadata/labels", """{"a":"1","b/c":"1"}""")]
    [InlineData("""[{"op":"move","from":"/metadata/labels/a","path":"/metadata/labels/z"}]""", "/metadata/labels", """{"z":"1"}""")]
    public void A_json_patch_does_what_it_says(string patch, string path, string result)
    {
        JsonNode? node = Patched(Patches.Json(Sample.Parse(Pod), JsonNode.Parse(patch)));
        foreach (var step in path.Split('/').Skip(1))
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node![step];
        }

        Assert.Equal(result, node!.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/metadata/name","value":"other"}]""")]
    [InlineData("""[{"op":"remove","path":"/metadata/labels/none"}]""")]
    [InlineData("""[{"op":"remove","path":"/spec/containers/9"}]""")]
    [InlineData("""[{"op":"invent","path":"/spec"}]""")]
    public void A_json_patch_that_does_not_apply_gets_the_servers_one_sentence(string patch)
    {
        var outcome = Patches.Json(Sample.Parse(Pod), JsonNode.Parse(patch));

        Assert.Equal(new PatchOutcome.Refused(422, "Invalid", "the server rejected our request due to an error in our request"), outcome);
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"one","image":"i:9"}]}}""", """["one=i:9","two=i:2"]""")]
    [InlineData("""{"spec":{"containers":[{"name":"one","$patch":"delete"}]}}""", """["two=i:2"]""")]
    [InlineData("""{"spec":{"containers":[{"$patch":"replace"},{"name":"new","image":"n"}]}}""", """["new=n"]""")]
    [InlineData("""{"spec":{"$setElementOrder/containers":[{"name":"two"},{"name":"one"}]}}""", """["two=i:2","one=i:1"]""")]
    [InlineData("""{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"one"}],"containers":[{"name":"new","image":"n"}]}}""", """["new=n","one=i:1","two=i:2"]""")]
    public void A_strategic_merge_patch_knows_containers_by_name(string patch, string containers)
    {
        var patched = Strategic(patch);

        Assert.Equal(
            containers,
            new JsonArray([.. patched["spec"]!["containers"]!.AsArray().Select(container => (JsonNode)$"{container!["name"]}={container["image"]}")]).ToJsonString());
    }

    [Theory]
    [InlineData("""{"metadata":{"finalizers":["x/c"]}}""", """["x/c","x/a","x/b"]""")]
    [InlineData("""{"metadata":{"$deleteFromPrimitiveList/finalizers":["x/a"]}}""", """["x/b"]""")]
    public void A_strategic_merge_patch_joins_sets_of_texts(string patch, string finalizers) =>
        Assert.Equal(finalizers, Strategic(patch)["metadata"]!["finalizers"]!.ToJsonString());

    [Fact]
    public void Retain_keys_clears_the_volume_source_that_is_replaced()
    {
        var patched = Strategic("""{"spec":{"volumes":[{"name":"v","$retainKeys":["name","secret"],"secret":{"secretName":"s"}}]}}""");

        Assert.Equal("""[{"name":"v","secret":{"secretName":"s"}}]""", patched["spec"]!["volumes"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"metadata":{"labels":{"$patch":"delete"}}}""", "{}")]
    [InlineData("""{"metadata":{"labels":{"$patch":"replace","z":"9"}}}""", """{"z":"9"}""")]
    public void A_map_can_be_deleted_or_replaced_as_a_whole(string patch, string labels) =>
        Assert.Equal(labels, Strategic(patch)["metadata"]!["labels"]!.ToJsonString());

    [Fact]
    public void An_item_without_its_merge_key_is_refused()
    {
        var outcome = Patches.StrategicMerge(Sample.Parse(Pod), JsonNode.Parse("""{"spec":{"containers":[{"image":"x"}]}}"""), PodSchema);

        Assert.Equal(new PatchOutcome.Refused(500, "", "map: map[image:x] does not contain declared merge key: name"), outcome);
    }

    private static TypeSchema PodSchema => BuiltInTypes.Find("", "v1", "Pod")!.Schema;

    private static JsonObject Strategic(string patch) => Patched(Patches.StrategicMerge(Sample.Parse(Pod), JsonNode.Parse(patch), PodSchema));

    private static JsonObject Patched(PatchOutcome outcome) => Assert.IsType<PatchOutcome.Patched>(outcome).Result;
}
