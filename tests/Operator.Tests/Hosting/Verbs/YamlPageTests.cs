using System.Text.Json.Nodes;
using Operator.Hosting.Verbs;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>What is printed as YAML means, read back, the very same.</summary>
public sealed class YamlPageTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("true")]
    [InlineData("Off")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("12")]
    [InlineData("1e3")]
    [InlineData("0x1f")]
    [InlineData("753068932")]
    [InlineData("4Gi")]
    [InlineData("12:30")]
    [InlineData(".5")]
    [InlineData("- item")]
    [InlineData("# comment")]
    [InlineData("a: b")]
    [InlineData("ends with:")]
    [InlineData("it's \"quoted\"")]
    [InlineData(" space around ")]
    [InlineData("H */6 * * *")]
    [InlineData("^dbt_.*")]
    [InlineData("${DBT_CLOUD_TOKEN}")]
    [InlineData("tab\there")]
    [InlineData("bell\u0007")]
    [InlineData("straße 🚲")]
    [InlineData("two\nlines")]
    [InlineData("two\nlines\n")]
    [InlineData("two\n\nlines\n\n\n")]
    [InlineData("\nbegins empty")]
    [InlineData("  indented\nsecond")]
    [InlineData("ends in blanks  \nsecond")]
    [InlineData("\n")]
    [InlineData("windows\r\nline")]
    public void Every_text_comes_back(string text)
    {
        var root = new JsonObject { ["value"] = text, ["list"] = new JsonArray(text, new JsonObject { ["inner"] = text }), [text.Length is > 0 and < 20 ? text : "key"] = 1 };

        var page = YamlPage.Of(root);

        Assert.True(JsonNode.DeepEquals(root, Yaml.Read(page)), page);
        Assert.True(JsonNode.DeepEquals(root, YamlReading.Read("page", new StringReader(page)).Documents.Single().Root), page);
    }

    [Fact]
    public void Empty_maps_lists_and_null_stay_what_they_are()
    {
        var root = JsonNode.Parse("""{"map":{},"list":[],"none":null,"lists":[[1,"a"],[]],"truth":false,"number":12.5}""")!.AsObject();

        Assert.True(JsonNode.DeepEquals(root, Yaml.Read(YamlPage.Of(root))), YamlPage.Of(root));
    }

    [Fact]
    public void What_needs_no_quotes_has_none()
    {
        var page = YamlPage.Of(new JsonObject { ["image"] = "example.com/ingestion:1.13.6", ["memory"] = "4Gi", ["enabled"] = "yes" });

        Assert.Equal("image: example.com/ingestion:1.13.6\nmemory: 4Gi\nenabled: 'yes'\n", page);
    }
}
