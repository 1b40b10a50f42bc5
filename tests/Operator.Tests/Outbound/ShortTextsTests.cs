using System.Text;
using System.Text.Json.Nodes;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class ShortTextsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public async Task A_text_is_cut_to_its_bound_and_all_around_it_stays(int piece)
    {
        var log = new string('x', 3 * ShortTexts.Most);

        var read = JsonNode.Parse(await ShortenAsync($$"""[{"logs":"{{log}}","index":4,"name":"a \"b\" \\"},{"logs":"{{log}}","index":5}]""", piece))!;

        Assert.Equal(ShortTexts.Most, ((string)read[0]!["logs"]!).Length);
        Assert.Equal((4, "a \"b\" \\", 5), ((int)read[0]!["index"]!, (string)read[0]!["name"]!, (int)read[1]!["index"]!));
    }

    [Theory]
    [InlineData("\\n")]
    [InlineData("\\\"")]
    [InlineData("\\\\")]
    [InlineData("\\u00e9")]
    [InlineData("é")]
    [InlineData("日")]
    [InlineData("😀")]
    public async Task Wherever_the_bound_falls_no_letter_is_cut_in_two(string letter)
    {
        for (var before = 0; before < 12; before++)
        {
            var text = new string('x', ShortTexts.Most - before) + string.Concat(Enumerable.Repeat(letter, 20));

            var read = (string)JsonNode.Parse(await ShortenAsync($"\"{text}\"", 4096))!;

            Assert.StartsWith(read, (string)JsonNode.Parse($"\"{text}\"")!, StringComparison.Ordinal);
            Assert.InRange(Encoding.UTF8.GetByteCount(read), ShortTexts.Most / 6, ShortTexts.Most + 6);
        }
    }

    private static async Task<string> ShortenAsync(string text, int piece)
    {
        using var shorter = new ShortTexts(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var (read, buffer) = (new MemoryStream(), new byte[piece]);
        while (await shorter.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }
}
