using System.Text.Json.Nodes;
using Operator.Hosting.Verbs;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>YAML becomes the JSON that kubectl would make of it, or a complaint with its place.</summary>
public sealed class YamlReadingTests
{
    [Theory]
    [InlineData("a: text", """{"a":"text"}""")]
    [InlineData("a: 'true'", """{"a":"true"}""")]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: off", """{"a":false}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 70471800000777", """{"a":70471800000777}""")]
    [InlineData("a: 9223372036854775807123", """{"a":9223372036854775807123}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: 0123", """{"a":"0123"}""")]
    [InlineData("a: 0x1f", """{"a":"0x1f"}""")]
    [InlineData("a: !!str 12", """{"a":"12"}""")]
    [InlineData("a: [1, {b: c}]", """{"a":[1,{"b":"c"}]}""")]
    [InlineData("a: |\n  one\n  two\n", """{"a":"one\ntwo\n"}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("""{"a": {"b": [true, null]}}""", """{"a":{"b":[true,null]}}""")]
    public void A_value_is_what_it_looks_like(string yaml, string expected)
    {
        var (documents, complaint) = Read(yaml);

        Assert.Null(complaint);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), documents.Single().Root), documents.Single().Root.ToJsonString());
    }

    [Fact]
    public void Several_documents_are_read_and_empty_ones_are_none()
    {
        var (documents, _) = Read("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n");

        Assert.Equal([2, 7], documents.Select(document => document.Line));
    }

    [Fact]
    public void A_value_knows_its_line()
    {
        var document = Read("spec:\n  filters:\n  - name: marts\n    jobId: 5\n").Documents.Single();

        Assert.Equal(4, document.LineOf("$.spec.filters[0].jobId"));
        Assert.Equal(3, document.LineOf("$.spec.filters[0].nowhere"));
    }

    [Theory]
    [InlineData("a: 1\na: 2", 2, "twice")]
    [InlineData("- a", 1, "a document is a map")]
    [InlineData("a: *nowhere", 1, "alias")]
    [InlineData("a: !Ref b", 1, "tag")]
    [InlineData("a:\n\tb: 1", 1, "not tabs")]
    [InlineData("a: [1", 2, "bracket")]
    [InlineData("a: */5 * * * *", 1, "begins with * or & needs quotes")]
    [InlineData("a: @b", 1, "needs quotes")]
    [InlineData("a: 'b", 1, "quote is not closed")]
    [InlineData("a:\n  b: 1\n c: 2", 3, "indentation")]
    [InlineData("a: b: c", 1, "a colon")]
    public void What_is_wrong_is_told_with_its_line(string yaml, int line, string what)
    {
        var (_, complaint) = Read(yaml);

        Assert.Equal(line, complaint!.Line);
        Assert.Contains(what, complaint.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_before_the_broken_one_are_kept()
    {
        var (documents, complaint) = Read("a: 1\n---\nb: [");

        Assert.Single(documents);
        Assert.NotNull(complaint);
    }

    [Fact]
    public void Aliases_that_multiply_themselves_are_refused()
    {
        var bomb = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + string.Concat(Enumerable.Range(1, 9).Select(n => $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 10))}]\n"));

        var (_, complaint) = Read(bomb);

        Assert.Contains("multiply", complaint!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_deeper_than_any_resource_is_refused()
    {
        var (_, complaint) = Read("a: " + new string('[', 200) + new string(']', 200));

        Assert.Contains("deeper", complaint!.What, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<YamlDocument> Documents, Complaint? Complaint) Read(string yaml) => YamlReading.Read("file", new StringReader(yaml));
}
