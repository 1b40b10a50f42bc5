using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Xunit;

namespace Operator.ApiTests.Objects;

/// <summary>What a definition's schema does to its objects: defaults, pruning, errors in the server's words, ownership.</summary>
public sealed class CustomResourceTests
{
    private static readonly CustomResourceType Things = CustomResourceType.FromCrd(
        Sample.Parse("""
        {"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"things","kind":"Thing"},"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
          "schema":{"openAPIV3Schema":{"type":"object","required":["spec"],"properties":{
            "spec":{"type":"object","required":["a"],"properties":{
              "a":{"type":"string","minLength":1,"maxLength":5,"pattern":"^[a-zäöü]+$"},
              "n":{"type":"integer","minimum":1,"maximum":10,"default":5},
              "e":{"type":"string","enum":["x","y"]},
              "id":{"x-kubernetes-int-or-string":true},
              "t":{"type":"string","format":"date-time"},
              "l":{"type":"array","maxItems":2,"items":{"type":"string"}},
              "s":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
              "m":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],"items":{"type":"object","required":["name"],"properties":{
                "name":{"type":"string"},"v":{"type":"integer","default":7}}}},
              "map":{"type":"object","maxProperties":2,"additionalProperties":{"type":"integer"}},
              "any":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
              "nul":{"type":"string","nullable":true},
              "one":{"type":"object","properties":{"p":{"type":"string"},"q":{"type":"string"}},"oneOf":[{"required":["p"]},{"required":["q"]}]}}},
            "status":{"type":"object","default":{"observedGeneration":-1},"properties":{"observedGeneration":{"type":"integer"}}}}}}}]}}
        """),
        "v1");

    [Theory]
    [InlineData("""{"a":""}""", "spec.a: Invalid value: \"\": spec.a in body should be at least 1 chars long")]
    [InlineData("""{"a":"ABC"}""", "spec.a: Invalid value: \"ABC\": spec.a in body should match '^[a-zäöü]+$'")]
    [InlineData("""{"a":"abcdef"}""", "spec.a: Too long: may not be more than 5 bytes")]
    [InlineData("""{"a":"äöüäö"}""", null)]
    [InlineData("""{"a":"a\n"}""", "spec.a: Invalid value: \"a\\n\": spec.a in body should match '^[a-zäöü]+$'")]
    [InlineData("""{}""", "spec.a: Required value")]
    [InlineData("""{"a":5}""", "spec.a: Invalid value: \"integer\": spec.a in body must be of type string: \"integer\"")]
    [InlineData("""{"a":"a","n":11}""", "spec.n: Invalid value: 11: spec.n in body should be less than or equal to 10")]
    [InlineData("""{"a":"a","e":"z"}""", "spec.e: Unsupported value: \"z\": supported values: \"x\", \"y\"")]
    [InlineData("""{"a":"a","id":true}""", "spec.id: Invalid value: \"boolean\": spec.id in body must be of type integer,string: \"boolean\"")]
    [InlineData("""{"a":"a","t":5}""", "spec.t: Invalid value: \"int64\": spec.t in body must be of type date-time: \"int64\"")]
    [InlineData("""{"a":"a","t":"soon"}""", "spec.t: Invalid value: \"soon\": spec.t in body must be of type date-time: \"soon\"")]
    [InlineData("""{"a":"a","l":["1","2","3"]}""", "spec.l: Too many: 3: must have at most 2 items")]
    [InlineData("""{"a":"a","s":["x","x"]}""", "spec.s[1]: Duplicate value: \"x\"")]
    [InlineData("""{"a":"a","m":[{"name":"x"},{"name":"x"}]}""", "spec.m[1]: Duplicate value: {\"name\":\"x\"}")]
    [InlineData("""{"a":"a","m":[{}]}""", "spec.m[0].name: Required value")]
    [InlineData("""{"a":"a","map":{"k":"x"}}""", "spec.map.k: Invalid value: \"string\": spec.map.k in body must be of type integer: \"string\"")]
    [InlineData("""{"a":"a","nul":null}""", null)]
    [InlineData("""{"a":"a","one":{"p":"1","q":"2"}}""", "<nil>: Invalid value: \"\": \"spec.one\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    public void What_does_not_fit_the_schema_is_worded_as_a_real_server_words_it(string spec, string? error)
    {
        var thing = Thing(spec);
        Things.Decoded(thing);

        var errors = Things.Validate(thing, null);

        Assert.Equal(error is null ? [] : [error], errors.Select(one => one.ToString()));
    }

    [Fact]
    public void Defaults_are_filled_in_below_what_is_there_and_for_nulls()
    {
        var thing = Thing("""{"a":"a","n":null,"m":[{"name":"x"}]}""");

        Things.Decoded(thing);

        Assert.Equal("""{"a":"a","n":5,"m":[{"name":"x","v":7}]}""", thing["spec"]!.ToJsonString());
        Assert.Equal("""{"observedGeneration":-1}""", thing["status"]!.ToJsonString());
    }

    [Fact]
    public void Unknown_fields_go_and_are_named_but_stay_where_the_schema_preserves_them()
    {
        var thing = Thing("""{"a":"a","foo":1,"m":[{"name":"x","bar":2}],"any":{"free":{"x":1}}}""");

        var outcome = Assert.IsType<DecodeOutcome.Decoded>(Things.Decode(thing));

        Assert.Equal(["unknown field \"spec.foo\"", "unknown field \"spec.m[0].bar\""], outcome.StrictErrors);
        Assert.Equal("""{"a":"a","m":[{"name":"x","v":7}],"any":{"free":{"x":1}},"n":5}""", thing["spec"]!.ToJsonString());
    }

    [Fact]
    public void Keyed_lists_and_sets_are_owned_item_by_item_and_other_lists_as_wholes()
    {
        var applied = Thing("""{"a":"a","m":[{"name":"x"}],"s":["p"],"l":["q"]}""");

        var fields = Things.Applied(null, applied, "me").FieldsOf("me").Replace("\\u0022", "\\\"", StringComparison.Ordinal);

        Assert.Equal("""{"f:spec":{"f:a":{},"f:l":{},"f:m":{"k:{\"name\":\"x\"}":{".":{},"f:name":{}}},"f:s":{"v:\"p\"":{}}}}""", fields);
    }

    [Fact]
    public void A_write_to_the_status_owns_nothing_else()
    {
        var live = Things.Applied(null, Thing("""{"a":"a"}"""), "me");
        var written = live.DeepClone().AsObject();
        written["status"]!["observedGeneration"] = 3;

        FieldManagement.Track(live, written, Sample.By("controller", "example.com/v1", "status"), Things);

        Assert.Equal("""{"f:status":{"f:observedGeneration":{}}}""", written.FieldsOf("controller"));
        Assert.Equal("status", (string?)written["metadata"]!["managedFields"]!.AsArray().Single(entry => (string?)entry!["manager"] == "controller")!["subresource"]);
    }

    private static JsonObject Thing(string spec) =>
        new() { ["apiVersion"] = "example.com/v1", ["kind"] = "Thing", ["metadata"] = new JsonObject { ["name"] = "t", ["namespace"] = "default" }, ["spec"] = JsonNode.Parse(spec) };
}
