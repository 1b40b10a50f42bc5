using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Tables;
using Xunit;

namespace Operator.ApiTests.Serving;

/// <summary>How cells are made, and how YAML is read.</summary>
public sealed class PrintingTests
{
    [Theory]
    [InlineData(-5, "<invalid>")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(305, "5m5s")]
    [InlineData(600, "10m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData((3 * 3600) + 660, "3h11m")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(50 * 3600, "2d2h")]
    [InlineData(9 * 86400, "9d")]
    [InlineData(800 * 86400, "2y70d")]
    public void Ages_have_two_units_at_most(long seconds, string expected) =>
        Assert.Equal(expected, HumanDuration.Format(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(".spec.name", "n")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "True")]
    [InlineData(".status.conditions[?(@.type=='Other')].status", null)]
    [InlineData(".status.conditions[1].type", "Ready")]
    [InlineData(".spec['dotted.name']", "d")]
    [InlineData(@".spec.dotted\.name", "d")]
    [InlineData(".spec.none.deeper", null)]
    public void Columns_read_by_json_path(string path, string? expected)
    {
        var content = JsonNode.Parse("""
            {"spec":{"name":"n","dotted.name":"d"},"status":{"conditions":[{"type":"Stalled","status":"False"},{"type":"Ready","status":"True"}]}}
            """);

        Assert.Equal(expected, (string?)JsonPath.Parse(path).Find(content));
    }

    [Theory]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: \"yes\"", """{"a":"yes"}""")]
    [InlineData("a: 0444", """{"a":292}""")]
    [InlineData("a: 17", """{"a":17}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: 1.13.3", """{"a":"1.13.3"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a: [b, {c: d}]", """{"a":["b",{"c":"d"}]}""")]
    public void Yaml_is_read_as_json(string yaml, string json) => Assert.Equal(json, Yaml.Parse(yaml)!.ToJsonString());
}
